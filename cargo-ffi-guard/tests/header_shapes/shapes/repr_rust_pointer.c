#include "shape.h"
#include "check.h"

int main(void) {
    Inner *inner = s_inner(7);
    CHECK(s_large(inner) == 7);
    CHECK(s_take(inner) == 8);
    return failures;
}
