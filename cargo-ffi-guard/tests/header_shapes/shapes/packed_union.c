#include "shape.h"
#include "check.h"

int main(void) {
    U u; V v;
    u.large = 7; v.u = u; v.last = 3;
    CHECK(sizeof(U) == 8 && sizeof(V) == 9);
    CHECK(s_sum(&v) == 10 && s_align() == 1);
    return failures;
}
