#include "shape.h"
#include "check.h"

int main(void) {
    s_span span = {(size_t)1 << 40, -3};
    CHECK(sizeof(s_span) == 2 * sizeof(size_t));
    CHECK(s_end(&span, 2) == ((ptrdiff_t)1 << 40) - 6);
    return failures;
}
