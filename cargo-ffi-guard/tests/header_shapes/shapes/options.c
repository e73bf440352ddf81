#include "shape.h"
#include "check.h"

int main(void) {
    uint32_t half = 0;
    CHECK(s_half(6, &half) && half == 3);
    CHECK(!s_half(5, &half) && half == 3);
    s_point_t point = {0, 0};
    CHECK(s_point(4, &point) && point.x == 4 && point.y == 2 && !s_point(0, &point));
    uint16_t pair = 0;
    CHECK(s_pair(&pair) && pair == 5);
    uint32_t letter = 0;
    bool present = false;
    CHECK(s_letter("ab", 1, &letter, &present) == 0 && present && letter == 'b');
    CHECK(s_letter("ab", 2, &letter, &present) == 0 && !present);
    return failures;
}
