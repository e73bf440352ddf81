#include "shape.h"
#include "check.h"

int main(void) {
    Point p = {1, 2};
    CHECK(sizeof p == 4 && s_y(&p) == 2);
    return failures;
}
