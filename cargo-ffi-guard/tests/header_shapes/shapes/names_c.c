#include "shape.h"
#include "check.h"

int main(void) {
    s_words words = {1, 2, 3};
    CHECK(s_mix(&words, 4, 5) == 54021);
    CHECK(s_difference(9, 2, 3) == 3);
    return failures;
}
