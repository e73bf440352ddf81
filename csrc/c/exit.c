/* A call into the library from C's atexit, when main is long gone. */
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

/* Registers f(value) for the end of the process; returns 0, or -1 if it cannot be or one was registered before. */
int32_t csrc_at_exit(csrc_function f, int32_t value) {
    if (atomic_flag_test_and_set(&claimed)) {
        return -1;
    }
    registered = f;
    argument = value;
    return atexit(call_registered) == 0 ? 0 : -1;
}
