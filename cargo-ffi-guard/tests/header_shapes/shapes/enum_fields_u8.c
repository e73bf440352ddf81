#include "shape.h"
#include "check.h"

int main(void) {
    Shape shape = s_circle(1, 5);
    CHECK(sizeof shape == s_shape_size());
    CHECK(s_area(&shape) == 16);
    return failures;
}
