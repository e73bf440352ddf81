#include "shape.h"
#include "check.h"

int main(void) {
    Block block = {{2, 3, 4}};
    CHECK(sizeof(Block) == 16 && s_last(1, block) == 5);
    return failures;
}
