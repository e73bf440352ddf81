#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_difference(100, 5, 2) == 103);
    return failures;
}
