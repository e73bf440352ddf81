#include "shape.h"
#include "check.h"

int main(void) {
    s_ordering ordering = {{1, 2}, 3};
    CHECK(s_mix(&ordering) == 23);
    return failures;
}
