#include "shape.h"
#include "check.h"

int main(void) {
    W w = {5, 6, NULL, {1,2}, {{7, 8}, {9, 10}, {11, 12}}};
    uint32_t n = 3; w.at = &n;
    CHECK(s_mix(&w) == 5 + 6 + 3 + 2 + 12);
    return failures;
}
