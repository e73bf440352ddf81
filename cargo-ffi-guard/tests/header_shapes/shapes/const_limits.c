#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(BIG == UINT64_MAX && (uint64_t)MASK == 0xFFFFFFFF && (uint64_t)ALL == 0xFFFF && (uint64_t)C_MASK == 0xFFFFFFFF);
    CHECK(LEAST < 0 && LEAST == INT64_MIN && LEAST + 1 == -INT64_MAX && SMALL < 0 && SMALL == INT32_MIN);
    CHECK(HALF == 1.5f && BYTE == 120 && SHIFT == 0x80000000u && YES && SUM == 12 && 10 - NEGATIVE == 16);
    CHECK((uint64_t)s_mask() == (uint64_t)MASK);
    return failures;
}
