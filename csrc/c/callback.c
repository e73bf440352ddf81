/* C functions that call back, and check afterwards that their own frame is intact. */
#include "csrc.h"

#include <stdatomic.h>
#include <stdlib.h>

#define BYTES 64

static _Atomic uint64_t frames_returned;

static void fill(volatile unsigned char *buffer, unsigned char seed) {
    for (int i = 0; i < BYTES; i++) {
        buffer[i] = (unsigned char)(seed + i);
    }
}

/* Aborts if the buffer has changed: the callee has overwritten its caller's frame, and no state can be trusted. */
static void check(const volatile unsigned char *buffer, unsigned char seed) {
    for (int i = 0; i < BYTES; i++) {
        if (buffer[i] != (unsigned char)(seed + i)) {
            abort();
        }
    }
}

/* Returns f(value). */
int32_t csrc_call(csrc_function f, int32_t value) {
    volatile unsigned char buffer[BYTES];
    unsigned char seed = (unsigned char)value;
    fill(buffer, seed);
    int32_t result = f(value);
    check(buffer, seed);
    atomic_fetch_add(&frames_returned, 1);
    return result;
}

/* Returns f(0) + f(1) + ... + f(count - 1). Each call has its own C frame. */
int64_t csrc_each(csrc_function f, int32_t count) {
    int64_t sum = 0;
    for (int32_t i = 0; i < count; i++) {
        sum += csrc_call(f, i);
    }
    return sum;
}

/* Returns how many calls of csrc_call have returned to C and found their buffer intact. */
uint64_t csrc_frames_returned(void) {
    return atomic_load(&frames_returned);
}
