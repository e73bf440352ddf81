#include "shape.h"
#include "check.h"

int main(void) {
    s_ids ids = {1, 2, 3};
    CHECK(s_mix(&ids, 4) == 1234);
    ids.second = 0;
    CHECK(s_mix(&ids, 0) == 1939);
    CHECK(s_half(1) == 0 && s_half(9) == 4);
    return failures;
}
