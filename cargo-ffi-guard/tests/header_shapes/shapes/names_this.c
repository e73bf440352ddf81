#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_sum(1, 2, 3) == 321 && s_other(1, 2) == 21);
    return failures;
}
