#include "shape.h"
#include "check.h"

int main(void) {
    s_point point = {5, 3};
    CHECK(s_difference(point, 1, 10) == 12);
    CHECK(s_last(1, 2, 3) == 4);
    return failures;
}
