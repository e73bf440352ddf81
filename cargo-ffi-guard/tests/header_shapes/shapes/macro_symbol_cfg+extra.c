#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s2_one() == 1 && s2_two(2) == 4 && s2_level == 7);
    return failures;
}
