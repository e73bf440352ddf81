#include "shape.h"
#include "check.h"

int main(void) {
    s_outer outer = {1, {2, 3}, 4};
    CHECK(sizeof outer == 48 && s_mix(&outer) == 1234 && s_back(outer.inner).b == 3);
    return failures;
}
