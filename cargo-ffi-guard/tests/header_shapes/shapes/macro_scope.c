#include "shape.h"
#include "check.h"

int main(void) {
    s_inner inner = {1, 2};
    s_outer outer = {3, 4};
    CHECK(sizeof inner == 16 && s_inner_y(inner) == 2);
    CHECK(sizeof outer == 4 && s_outer_y(outer) == 4);
    return failures;
}
