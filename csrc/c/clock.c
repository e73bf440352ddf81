/* Measures the cost of one call from C. */
#define _POSIX_C_SOURCE 200809L

#include "csrc.h"
#include "platform.h"

/* Returns the mean time of `calls` calls of f(value) in nanoseconds, or 0 if `calls` is 0. */
double csrc_mean_latency_ns(csrc_function f, int32_t value, uint64_t calls) {
    /* Volatile, so that the compiler neither inlines the callee nor hoists the call out of the loop. */
    csrc_function volatile pointer = f;
    volatile int32_t sink = 0;
    if (calls == 0) {
        return 0.0;
    }
    double start = platform_now_ns();
    for (uint64_t i = 0; i < calls; i++) {
        sink = pointer(value);
    }
    double end = platform_now_ns();
    (void)sink;
    return (end - start) / (double)calls;
}
