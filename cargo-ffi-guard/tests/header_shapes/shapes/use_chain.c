#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(sizeof(s_p) == 2); s_p p = {1, 2}; CHECK(s_b(p) == 2);
    return failures;
}
