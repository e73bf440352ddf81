/* Shared by the programs that make random calls: seeded random numbers, and pointers that may be invalid. */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The splitmix64 generator. */
static inline uint64_t next(uint64_t *random) {
    uint64_t z = *random += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static inline size_t below(uint64_t *random, size_t end) { return (size_t)(next(random) % end); }

/* Clears `good` if it returns an invalid pointer. `valid` must lie in a larger object and be aligned to at least 2. */
static inline void *valid_null_or_misaligned(uint64_t *random, void *valid, bool *good) {
    switch (below(random, 8)) {
    case 0:
        *good = false;
        return NULL;
    case 1:
        *good = false;
        return (char *)valid + 1;
    default:
        return valid;
    }
}

#endif
