/* The library does not have the feature, so that this program only looks at the declarations. */
#define EXTRA
#include "shape.h"
#include "check.h"

int main(void) {
    Point p = {1, 2};
    (void)p;
    CHECK(sizeof p == 16);
    return failures;
}
