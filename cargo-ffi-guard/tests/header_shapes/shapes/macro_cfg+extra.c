#include "shape.h"
#include "check.h"

int main(void) {
    s_point point = {1, 2, {3, 4, 5}};
    CHECK(sizeof point == 40 && s_y(point) == 2);
    return failures;
}
