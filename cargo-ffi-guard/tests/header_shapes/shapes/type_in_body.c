#include "shape.h"
#include "check.h"

int main(void) {
    s_point point = {5};
    CHECK(sizeof point == 1 && s_x(point) == 5);
    return failures;
}
