/* What the programs of random calls share: random numbers that a seed decides, and pointers that are right or not. */
#ifndef HOSTILE_H
#define HOSTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* splitmix64 */
static inline uint64_t next(uint64_t *random) {
    uint64_t z = *random += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static inline size_t below(uint64_t *random, size_t end) { return (size_t)(next(random) % end); }

/* What is not valid is no longer `good`. `valid` has to be in a larger object, and aligned for more than bytes. */
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
