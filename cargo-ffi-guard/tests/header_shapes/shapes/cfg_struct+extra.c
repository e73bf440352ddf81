#include "shape.h"
#include "check.h"

int main(void) {
    Point point = {1.5, 2.5};
    CHECK(sizeof(Point) == s_point_size());
    CHECK(sizeof(Number) == 8 && s_y(point) == 2.5);
    return failures;
}
