#include "shape.h"
#include "check.h"

int main(void) {
    Pair_u8 inner = {1, 2};
    Node_Pair_u8 last = {inner, NULL};
    Node_Pair_u8 first = {{3, 4}, &last};
    CHECK(s_sum(&first) == 10 && sizeof first == 2 * sizeof(void *));
    return failures;
}
