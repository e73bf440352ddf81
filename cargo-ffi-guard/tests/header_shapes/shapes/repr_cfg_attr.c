#include "shape.h"
#include "check.h"

int main(void) {
    Block block = {1, 2};
    CHECK(sizeof block == s_block_size() && s_number(block) == 2);
    return failures;
}
