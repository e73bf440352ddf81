/* The C library's sort with a comparison that takes user data. */
#ifndef CSRC_SORT_H
#define CSRC_SORT_H

#include <stddef.h>
#include <stdint.h>

typedef int32_t (*csrc_comparison)(const int32_t *a, const int32_t *b, void *data);

/* Counts of the results of the comparisons in csrc_sort. */
typedef struct csrc_comparisons {
    uint64_t calls;    /* all comparisons */
    uint64_t fallback; /* comparisons that returned the fallback */
} csrc_comparisons;

int32_t csrc_sort(int32_t *numbers, size_t count, csrc_comparison f, void *data, int32_t fallback,
                  csrc_comparisons *out);

#endif
