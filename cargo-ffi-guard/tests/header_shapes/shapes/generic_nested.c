#include "shape.h"
#include "check.h"

int main(void) {
    s_pair_u64 other = {0, 2};
    s_outer outer = {{{5, 6}, {1, 7}}, &other, 3};
    CHECK(s_mix(&outer) == 123);
    return failures;
}
