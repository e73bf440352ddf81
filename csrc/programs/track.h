/* Declares the fixture `track`, and tallies the calls that it reports as abandoned. */
#ifndef TRACK_H
#define TRACK_H

#include "runner.h"
#include "ffi_guard.h"

#include <stdatomic.h>

FFI_GUARD_DECLARE(track);

typedef int32_t (*track_function)(int32_t value);
typedef int32_t (*track_closure_function)(void *data, int32_t value);

int32_t track_call(track_function f, int32_t value);
int32_t track_call_deferred(track_function f, int32_t value);
int32_t track_even(int32_t value);
int32_t track_closure(track_function f, int32_t (*run)(track_closure_function closure, void *data));
int32_t track_held(void);
void track_observe(void);
uint32_t track_observed(void);

/* Counts of all threads. */
static atomic_long reports;
static atomic_long abandoned;
static atomic_long others;
/* The last report, for tests with a single thread. */
static char reported_function[64];
static char reported_message[128];

static inline void tally(const ffi_guard_error *error, void *single) {
    if (error->kind != FFI_GUARD_ABANDONED || error->line != 0 || error->file[0] != '\0') {
        others++;
        return;
    }
    reports++;
    abandoned += error->code;
    if (single != NULL) {
        snprintf(reported_function, sizeof reported_function, "%s", error->function);
        snprintf(reported_message, sizeof reported_message, "%s", error->message);
    }
}

/* Resets the tally and starts counting. */
static inline void start_tally(void *single) {
    reports = 0;
    abandoned = 0;
    others = 0;
    track_set_error_callback(tally, single);
}

#endif
