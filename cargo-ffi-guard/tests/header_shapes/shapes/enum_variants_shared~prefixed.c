#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_get(s_some(5)) == 6 && s_small(s_tiny(3)) == 5);
    return failures;
}
