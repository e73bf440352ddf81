#include "shape.h"
#include "check.h"

static int16_t visit(Spot spot) { return (int16_t)(spot.x * 10 + spot.y); }

int main(void) {
    Spot spot = {3, 4};
    CHECK(sizeof(Spot) == 4);
    CHECK(s_each(spot, visit) == 34 && s_each(spot, NULL) == 0);
    return failures;
}
