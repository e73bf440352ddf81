/* `outermost FUNCTION` calls a function of the library `nested` through `frame`, which is a separate file in C or in
 * C++. Prints each event on its own line when it happens. */
#include "ffi_guard.h"
#include "frame.h"

#include <stdio.h>
#include <string.h>

FFI_GUARD_DECLARE(nested);

int32_t nested_bare(int32_t value);
int32_t nested_guarded(int32_t value);
int32_t nested_unwinding(int32_t value);

static const struct {
    const char *name;
    function call;
} FUNCTIONS[] = {
    {"bare", nested_bare},
    {"guarded", nested_guarded},
    {"unwinding", nested_unwinding},
};

/* The argument for which the functions panic. */
static const int32_t PANICS = -7;

static void say_caught(const ffi_guard_error *error, void *data) {
    (void)data;
    printf("caught: the guard of `%s`\n", error->function);
    fflush(stdout);
}

int main(int argc, char **argv) {
    nested_set_error_callback(say_caught, NULL);
    for (size_t i = 0; argc == 2 && i < sizeof FUNCTIONS / sizeof FUNCTIONS[0]; i++) {
        if (strcmp(FUNCTIONS[i].name, argv[1]) == 0) {
            printf("C: %ld\n", (long)frame(FUNCTIONS[i].call, PANICS));
            fflush(stdout);
            return 0;
        }
    }
    return 2;
}
