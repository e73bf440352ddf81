/* The C library's own sort, driven by a comparison with user data. */
#ifndef CSRC_SORT_H
#define CSRC_SORT_H

#include <stddef.h>
#include <stdint.h>

typedef int32_t (*csrc_comparison)(const int32_t *a, const int32_t *b, void *data);

/* What the comparisons of csrc_sort returned. */
typedef struct csrc_comparisons {
    uint64_t calls;    /* all of them */
    uint64_t fallback; /* those that returned the fallback */
} csrc_comparisons;

int32_t csrc_sort(int32_t *numbers, size_t count, csrc_comparison f, void *data, int32_t fallback,
                  csrc_comparisons *out);

#endif
