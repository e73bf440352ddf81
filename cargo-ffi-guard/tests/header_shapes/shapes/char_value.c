#include "shape.h"
#include "check.h"

int main(void) {
    s_key key = {1, 0x1F600};
    CHECK(sizeof key == 8 && s_letter(key) == 0x1F600);
    CHECK(s_next(0x10FFFE) == 0x10FFFF);
    return failures;
}
