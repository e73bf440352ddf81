#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(sizeof(Mode) == sizeof(int));
    CHECK(s_mode((Mode)6) == 6);
    return failures;
}
