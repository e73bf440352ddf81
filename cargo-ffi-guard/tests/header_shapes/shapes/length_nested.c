#include "shape.h"
#include "check.h"

int main(void) {
    s_grid grid = {{{1, 2, 3}, {4, 5, 6}}, {{{7, 8}}, {{9, 10}}}};
    CHECK(sizeof(s_grid) == s_grid_size());
    CHECK(sizeof grid.cells[0] == 3);
    CHECK(s_cell(&grid, 1, 0) == 4);
    CHECK(s_deep(&grid) == 9);
    return failures;
}
