#include "shape.h"
#include "check.h"

int main(void) {
    s_buffer_2 small = {{1, 2}, 3};
    s_buffer_4 large = {{1, 2, 3, 4}, 5};
    CHECK(s_end(&small, &large) == 305);
    return failures;
}
