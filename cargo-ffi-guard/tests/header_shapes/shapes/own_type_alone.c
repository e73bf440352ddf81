#include "shape.h"
#include "check.h"

int main(void) {
    s_str text = {4, 1};
    s_vec_math vec = {2, 1};
    CHECK(s_sum(&text, vec) == 42);
    return failures;
}
