#include "shape.h"
#include "check.h"

int main(void) {
    s_id id = {7, 5};
    CHECK(sizeof(s_id) == 16 && s_low(id) == 2);
    return failures;
}
