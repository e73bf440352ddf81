/* C that calls back in the middle of its own work, and notices when it could not finish it. */
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

/* A changed buffer means that the callee wrote over its caller's frame: nothing is left to trust. */
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

/* Returns f(0) + f(1) + ... + f(count - 1); each call has a C frame of its own. */
int64_t csrc_each(csrc_function f, int32_t count) {
    int64_t sum = 0;
    for (int32_t i = 0; i < count; i++) {
        sum += csrc_call(f, i);
    }
    return sum;
}

/* How many calls of csrc_call came back to C and found their buffer intact. */
uint64_t csrc_frames_returned(void) {
    return atomic_load(&frames_returned);
}
