#include "shape.h"
#include "check.h"

int main(void) {
    s_id id = {5};
    CHECK(sizeof(s_id) == 4 && s_low(id) == 5);
    return failures;
}
