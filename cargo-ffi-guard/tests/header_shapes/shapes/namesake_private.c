#include "shape.h"
#include "check.h"

int main(void) {
    s_point point = {3, 4};
    CHECK(sizeof point == 4 && s_y(point) == 4);
    return failures;
}
