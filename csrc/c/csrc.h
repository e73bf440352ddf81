/* Declarations shared by the C files of this directory, and the functions that they export to Rust. */
#ifndef CSRC_H
#define CSRC_H

#include <stdint.h>

/* The signature of all functions under test. */
typedef int32_t (*csrc_function)(int32_t);

/* Counts of the results of csrc_threads. */
typedef struct csrc_tally {
    uint64_t fallback; /* calls that returned the fallback */
    uint64_t echoed;   /* calls that returned their argument */
    uint64_t other;    /* any other result, which is always a bug */
} csrc_tally;

int32_t csrc_threads(csrc_function f, uint32_t threads, uint32_t calls, int32_t fallback, csrc_tally *out);

int32_t csrc_call(csrc_function f, int32_t value);
int64_t csrc_each(csrc_function f, int32_t count);
uint64_t csrc_frames_returned(void);

int32_t csrc_frame(csrc_function f, int32_t value);
int32_t csrc_frame_unwind(csrc_function f, int32_t value);

int32_t csrc_at_exit(csrc_function f, int32_t value);

double csrc_mean_latency_ns(csrc_function f, int32_t value, uint64_t calls);

#endif
