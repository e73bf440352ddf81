#include "shape.h"
#include "check.h"

int main(void) {
    Entry_u8__u64 first = {1, 1ull << 40};
    Entry_u64__u8 second = {1ull << 40, 1};
    CHECK(s_value(first) == (1ull << 40) + 1);
    CHECK(s_key(&second) == (1ull << 40) - 1);
    return failures;
}
