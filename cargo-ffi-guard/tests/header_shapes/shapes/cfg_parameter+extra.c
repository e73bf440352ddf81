#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_difference(1ull << 40, 5, 2) == (1ull << 40) + 3);
    return failures;
}
