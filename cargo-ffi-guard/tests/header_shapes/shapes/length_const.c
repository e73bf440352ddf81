#include "shape.h"
#include "check.h"

int main(void) {
    s_line line = {{1, 2, 3}, {4, 5, 6, 7, 8}, 9};
    CHECK(sizeof(s_line) == s_line_size());
    CHECK(s_mix(&line) == 30809);
    return failures;
}
