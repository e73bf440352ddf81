#include "shape.h"
#include "check.h"

int main(void) {
    S s = {7};
    CHECK(sizeof s == 2 && s_value(s) == 7);
    return failures;
}
