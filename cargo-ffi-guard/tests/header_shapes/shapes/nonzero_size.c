#include "shape.h"
#include "check.h"

int main(void) {
    s_ids i = {1, 2}; CHECK(s_sum(&i, 3) == 6 && sizeof i == 2 * sizeof(size_t)); i.b = 0; CHECK(s_sum(&i, 0) == 1);
    return failures;
}
