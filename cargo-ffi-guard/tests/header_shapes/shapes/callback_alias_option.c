#include "shape.h"
#include "check.h"

static int32_t event(int32_t code) { return code + 10; }

int main(void) {
    CHECK(s_c_form(event) == 11 && s_c_form(NULL) == 0);
    CHECK(s_rust_form(event) == 12 && s_rust_form(NULL) == 0);
    return failures;
}
