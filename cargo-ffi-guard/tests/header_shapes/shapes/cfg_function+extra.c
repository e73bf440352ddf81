#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_count(3) == 4 && sizeof(s_count(3)) == 8);
    CHECK(s_twice(3) == 6 && sizeof(s_twice(3)) == 8);
    return failures;
}
