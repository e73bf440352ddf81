#include "shape.h"
#include "check.h"

int main(void) {
    const uint8_t data[2] = {1, 0};
    CHECK(s_sum(data, 2, 3) == 321);
    uint32_t half = 0, rest = 0;
    CHECK(s_half(7, &rest, &half) == 0 && rest == 1 && half == 3);
    CHECK(s_default(1, 2, 3) == 2);
    return failures;
}
