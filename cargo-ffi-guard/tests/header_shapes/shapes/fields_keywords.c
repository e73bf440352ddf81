#include "shape.h"
#include "check.h"

int main(void) {
    s_words words = {1, 2, 3, 4};
    CHECK(s_mix(words) == 1234);
    return failures;
}
