/* Calls the library from an atexit handler, after main has returned. */
#include "csrc.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_flag claimed = ATOMIC_FLAG_INIT;
static csrc_function registered;
static int32_t argument;

static void call_registered(void) {
    int32_t result = registered(argument);
    printf("atexit: f(%ld) = %ld\n", (long)argument, (long)result);
    fflush(stdout);
}

/* Registers f(value) to be called at exit. Returns 0, or -1 if registration fails or was done before. */
int32_t csrc_at_exit(csrc_function f, int32_t value) {
    if (atomic_flag_test_and_set(&claimed)) {
        return -1;
    }
    registered = f;
    argument = value;
    return atexit(call_registered) == 0 ? 0 : -1;
}
