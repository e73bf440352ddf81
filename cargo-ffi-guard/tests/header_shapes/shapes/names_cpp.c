#include "shape.h"
#include "check.h"

int main(void) {
    s_words words = {1, 2};
    CHECK(s_mix(&words, 3, 4) == 4321);
    CHECK(s_difference(9, 2, 3, 1) == 4);
    return failures;
}
