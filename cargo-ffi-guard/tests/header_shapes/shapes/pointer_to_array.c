#include "shape.h"
#include "check.h"

int main(void) {
    const uint16_t rows[2][3] = {{1, 2, 3}, {4, 5, 6}};
    const uint8_t bytes[4] = {1, 2, 3, 4};
    s_table table;
    table.rows = &rows[0];
    table.count = 2;
    CHECK(s_cell(&table, 1) == 5);
    CHECK(s_third(&bytes) == 3);
    return failures;
}
