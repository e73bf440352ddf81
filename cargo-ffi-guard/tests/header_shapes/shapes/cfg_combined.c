#include "shape.h"
#include "check.h"

int main(void) {
    s_parts parts = {1, 2, 3};
    CHECK(sizeof parts == 12 && s_last(parts) == 3);
    return failures;
}
