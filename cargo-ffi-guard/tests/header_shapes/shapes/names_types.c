#include "shape.h"
#include "check.h"

int main(void) {
    place first = {3}, second = {4};
    CHECK(s_sum(1, 2, first, second) == 4321);
    return failures;
}
