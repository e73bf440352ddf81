/* Uses no error function. In the static library, the linker then also leaves out the constructor that runs at load
 * time. */
#include "runner.h"

#include <stdint.h>

int32_t toolbox_c_form(int32_t value);

static int fails_and_goes_on(void) {
    CHECK(toolbox_c_form(5) == 5);
    CHECK(toolbox_c_form(-5) == -1);
    CHECK(toolbox_c_form(6) == 6);
    return 0;
}

static const struct test TESTS[] = {{"fails_and_goes_on", fails_and_goes_on}, {NULL, NULL}};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
