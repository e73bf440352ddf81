#include "shape.h"
#include "check.h"

int main(void) {
    Point point = {1, 2, 3};
    CHECK(sizeof(Point) == s_point_size());
    CHECK(sizeof(Number) == 2 && s_y(point) == 2);
    return failures;
}
