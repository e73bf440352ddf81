#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_difference(5, 2) == 3);
    return failures;
}
