#include "shape.h"
#include "check.h"

int main(void) {
    s_bytes bytes = {1, 2};
    s_pair_u32__u32 same = {3, 4};
    s_pair_u16__u8 other = {5, 6};
    CHECK(sizeof bytes == 2 && sizeof same == 8 && sizeof other == 4);
    CHECK(s_mix(bytes, &same, other) == 246);
    return failures;
}
