#include "shape.h"
#include "check.h"

int main(void) {
    uint16_t values[2] = {3, 4};
    View view = {values, 2};
    CHECK(s_sum(view) == 7 && s_last(&view) == &values[1]);
    return failures;
}
