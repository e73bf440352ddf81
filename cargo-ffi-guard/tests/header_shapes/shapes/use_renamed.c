#include "shape.h"
#include "check.h"

int main(void) {
    s_area area = {5};
    s_rect rect = {6, 7};
    CHECK(sizeof area == 1 && s_size(area) == 5);
    CHECK(sizeof rect == 16 && s_product(rect) == 42);
    return failures;
}
