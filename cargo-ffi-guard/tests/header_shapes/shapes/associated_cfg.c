#include "shape.h"
#include "check.h"

#ifdef P_MORE
#error "the constant is under a condition"
#endif

int main(void) {
    P p = {1};
    CHECK(P_SIZE == 2 && s_size(p) == 3);
    return failures;
}
