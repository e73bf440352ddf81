#include "shape.h"
#include "check.h"

int main(void) {
    my_time time = {4};
    CHECK(s_is_null(NULL) && !s_is_null(&time));
    return failures;
}
