#include "shape.h"
#include "check.h"

int main(void) {
    CHECK(s_count(3, 4) == 7 && sizeof(s_count(3, 4)) == 1);
    CHECK(s_twice(3, 4) == 12 && sizeof(s_twice(3, 4)) == 1);
    return failures;
}
