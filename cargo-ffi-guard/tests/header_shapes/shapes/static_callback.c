#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_double(21) == 42);
    CHECK(s_none == NULL);
    return failures;
}
