#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(S_CODE_LATE == 102);
    CHECK(sizeof(s_code) == 2);
    CHECK(s_number(S_CODE_FOUND) == 101);
    return failures;
}
