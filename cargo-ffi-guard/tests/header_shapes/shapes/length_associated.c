#include "shape.h"
#include "check.h"

int main(void) {
    s_line line = {{0}, {0}, {0, 0, 1}, 2};
    CHECK(sizeof(s_line) == s_line_size());
    CHECK(s_mix(&line, S_KIND_COUNT) == 123);
    return failures;
}
