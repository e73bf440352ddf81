/* One frame of C between two of Rust. It says when it goes on, as Rust above it may not live to. */
#include "csrc.h"

#include <stdio.h>

/* Calls f(value) and prints and returns what it returned. */
int32_t csrc_frame(csrc_function f, int32_t value) {
    int32_t result = f(value);
    printf("C: %ld\n", (long)result);
    fflush(stdout);
    return result;
}

/* The same under a symbol of its own, for an f that may unwind: a symbol has one ABI in Rust. */
int32_t csrc_frame_unwind(csrc_function f, int32_t value) {
    return csrc_frame(f, value);
}
