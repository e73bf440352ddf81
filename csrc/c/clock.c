/* What one call costs, as a C caller sees it. */
#define _POSIX_C_SOURCE 200809L

#include "csrc.h"

#include <time.h>

static double now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Mean time of `calls` calls of f(value), in nanoseconds; 0 for no calls. */
double csrc_mean_latency_ns(csrc_function f, int32_t value, uint64_t calls) {
    /* Read again for each call: the compiler can neither inline the callee nor lift the call out of the loop. */
    csrc_function volatile pointer = f;
    volatile int32_t sink = 0;
    if (calls == 0) {
        return 0.0;
    }
    double start = now_ns();
    for (uint64_t i = 0; i < calls; i++) {
        sink = pointer(value);
    }
    double end = now_ns();
    (void)sink;
    return (end - start) / (double)calls;
}
