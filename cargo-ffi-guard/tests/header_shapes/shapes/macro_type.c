#include "shape.h"
#include "check.h"

int main(void) {
    s_protection protection = 1u << 31;
    s_range range = {1, 300};
    CHECK(s_bits(protection) == 1u << 31);
    CHECK(sizeof range == 8 && s_end(range) == 301);
    return failures;
}
