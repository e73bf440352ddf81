#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(S_KIND_UDP == 1 && s_number(S_KIND_UDP) == 1);
    return failures;
}
