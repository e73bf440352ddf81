#include "shape.h"
#include "check.h"

int main(void) {
    All all = {'x', -1, 20, 300, 4, 5000, 0.5f, 60000, 0.25, -7};
    CHECK(s_sum(&all, 1000000) == 1065316.75);
    CHECK(s_letter(&all) == 'x');
    return failures;
}
