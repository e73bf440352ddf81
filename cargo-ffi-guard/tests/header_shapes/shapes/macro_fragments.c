#include "shape.h"
#include "check.h"

#include <string.h>
static int32_t twice(const int32_t (*p)[2]) { return (*p)[0] + (*p)[1]; }
int main(void) {
    Both b; memset(&b, 0, sizeof b); b.tail[3] = 4; b.first = 1;
    CHECK(sizeof b == 12 && s_mix(&b) == 14);
    CHECK(s_call(twice) == 8);
    return failures;
}
