#include "shape.h"
#include "check.h"

int main(void) {
    s_outer outer = {1, {{2, 3, 4}}, 5};
    CHECK(sizeof(s_outer) == s_outer_size());
    CHECK(sizeof(s_block) == s_block_size());
    CHECK(s_mix(&outer) == 45);
    return failures;
}
