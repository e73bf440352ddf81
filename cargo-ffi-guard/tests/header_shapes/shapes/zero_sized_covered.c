#include "shape.h"
#include "check.h"

int main(void) {
    S_u16 s = {1, 2, 3};
    CHECK(sizeof s == 24 && s_sum(s) == 6);
    return failures;
}
