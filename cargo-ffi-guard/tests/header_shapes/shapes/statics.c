#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_limit == 77 && s_read() == 77);
    CHECK(s_table[2] == 3);
    CHECK(s_version.major == 3 && s_version.minor == 14);
    return failures;
}
