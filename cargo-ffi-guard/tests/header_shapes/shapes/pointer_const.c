#include "shape.h"
#include "check.h"

int main(void) {
    const char *const first[1] = {"abc"};
    const char *last[1] = {"de"};
    s_names names = {first, 1, last};
    CHECK(s_length(&names) == 23);
    int32_t n = 0;
    int32_t *const at = &n;
    CHECK(s_set(&at, 5) == 5 && n == 5);
    return failures;
}
