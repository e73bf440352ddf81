#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s2_one() == 1 && s2_two(2) == 4);
    return failures;
}
