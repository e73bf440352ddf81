#include "shape.h"
#include "check.h"

int main(void) {
    s_point point = {1, 2};
    CHECK(sizeof point == 4 && s_y(point) == 2);
    return failures;
}
