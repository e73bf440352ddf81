#include "shape.h"
#include "check.h"

int main(void) {
    Shape shape = s_rect(3, 5);
    CHECK(sizeof shape == s_shape_size());
    CHECK(s_area(&shape) == 15);
    CHECK(shape.tag == 2 && shape.RECT.width == 3 && shape.RECT.height == 5);
    return failures;
}
