#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s1_one() == 1 && s1_two(2) == 4 && s1_level == 7);
    return failures;
}
