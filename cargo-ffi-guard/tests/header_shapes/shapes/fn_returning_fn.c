#include "shape.h"
#include "check.h"

static int32_t add(int32_t n) { return n + 1; }
static int32_t twice(int32_t n) { return 2 * n; }
static Step choose(uint8_t index) { return index == 0 ? add : index == 1 ? twice : NULL; }

int main(void) {
    CHECK(s_chosen(choose, 0) == 6 && s_chosen(choose, 1) == 10 && s_chosen(choose, 2) == 0);
    CHECK(s_step()(1) == 8);
    return failures;
}
