#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_get(s_none()) == 9);
    Maybe_u32 some = s_some(5);
    CHECK(some.tag == MAYBE_U32_SOME && some.SOME._0 == 5 && s_get(some) == 6 && sizeof some == 12);
    return failures;
}
