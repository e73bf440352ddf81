#include "shape.h"
#include "check.h"

int main(void) {
    s_point point = {1, 2};
    CHECK(s_mix(point, &point, 1) == 121);
    return failures;
}
