#include "shape.h"
#include "check.h"

int main(void) {
    s_slice_point points = s_points();
    CHECK(points.len == 1 && points.ptr->x == 1);
    return failures;
}
