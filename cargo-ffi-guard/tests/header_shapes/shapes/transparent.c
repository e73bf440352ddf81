#include "shape.h"
#include "check.h"

int main(void) {
    s_open open = 65535;
    CHECK(sizeof open == 2);
    CHECK(s_number(80) == 81);
    CHECK(s_letter("text") == 't');
    (void)open;
    return failures;
}
