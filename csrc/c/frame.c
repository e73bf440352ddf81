/* A C frame between two Rust frames. It prints the result itself, because the Rust caller may not survive to do so. */
#include "csrc.h"

#include <stdio.h>

/* Calls f(value), prints the result and returns it. */
int32_t csrc_frame(csrc_function f, int32_t value) {
    int32_t result = f(value);
    printf("C: %ld\n", (long)result);
    fflush(stdout);
    return result;
}

/* The same function under another symbol, for an f that may unwind: Rust declares one ABI per symbol. */
int32_t csrc_frame_unwind(csrc_function f, int32_t value) {
    return csrc_frame(f, value);
}
