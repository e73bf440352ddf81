#include "shape.h"
#include "check.h"

int main(void) {
    s_line line = {{{1, 2}, {3, 4}}};
    CHECK(sizeof(s_line) == 32 && s_y(&line) == 4);
    return failures;
}
