#include "shape.h"
#include "check.h"
#include <string.h>

int main(void) {
    One one;
    Two two;
    Three three;
    memset(&one, 0, sizeof one);
    memset(&two, 0, sizeof two);
    memset(&three, 0, sizeof three);
    CHECK(s_one(one) == 9 && s_two(two) == 9 && s_three(three) == 9);
    return failures;
}
