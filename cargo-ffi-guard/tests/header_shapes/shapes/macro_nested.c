#include "shape.h"
#include "check.h"

int main(void) {
    s_small small = {{0, 0, 0, 0}, 1};
    s_large large = {{0, 0, 0, 0, 0, 0, 0, 0}, 2};
    CHECK(sizeof small == 5 && sizeof large == 9);
    CHECK(s_end(&small, &large) == 102);
    return failures;
}
