#include "shape.h"
#include "check.h"

int main(void) {
    s_input input = {1, 77};
    CHECK(s_input_len(&input) == 77 && s_count(&input, 1) == 2);
    return failures;
}
