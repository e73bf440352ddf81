#include "shape.h"
#include "check.h"

int main(void) {
    s_parts parts = {1, 2};
    CHECK(sizeof parts == 16 && s_last(parts) == 2);
    return failures;
}
