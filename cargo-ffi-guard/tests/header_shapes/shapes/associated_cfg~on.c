/* The library does not have the feature, so that this program only looks at the declarations. */
#define EXTRA
#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(P_SIZE == 8 && P_MORE == 1);
    return failures;
}
