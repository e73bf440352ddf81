#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_twice(S_LEVEL_LOW) == -200 && S_LEVEL_LOW == -100 && S_LEVEL_NEXT == -99);
    CHECK(S_LEVEL_HEX == 0x41 && S_LEVEL_LETTER == 66 && S_LEVEL_SHIFT == 1 << 10 && S_LEVEL_BITS == -2);
    CHECK(S_LEVEL_LONG == 1000000 && S_LEVEL_OCTAL == 8 && S_LEVEL_BASE == 99);
    CHECK(s_twice(S_LEVEL_LONG) == 2000000);
    return failures;
}
