/* What the C files of this folder share, and what they define for the Rust side. */
#ifndef CSRC_H
#define CSRC_H

#include <stdint.h>

/* The shape of every function under test. */
typedef int32_t (*csrc_function)(int32_t);

/* What the calls of csrc_threads returned. */
typedef struct csrc_tally {
    uint64_t fallback; /* the fallback */
    uint64_t echoed;   /* their own argument */
    uint64_t other;    /* anything else: always a fault */
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
