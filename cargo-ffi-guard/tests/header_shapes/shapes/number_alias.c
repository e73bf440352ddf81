#include "shape.h"
#include "check.h"

int main(void) {
    Pair pair = {0x34, 0x12};
    CHECK(sizeof(Pair) == 2);
    CHECK(s_join(pair) == 0x1234);
    return failures;
}
