#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_read(1) == 1 && s_write(1) == 2);
    return failures;
}
