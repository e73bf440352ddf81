/* Calls a callback from the C library's qsort_r. */
#define _GNU_SOURCE

#include "sort.h"

#include <errno.h>
#include <stdlib.h>

struct sorting {
    csrc_comparison f;
    void *data;
    int32_t fallback;
    csrc_comparisons *seen;
};

#ifdef __linux__
/* The comparison passed to qsort_r. It calls f and counts the results. */
static int compare(const void *a, const void *b, void *argument) {
    struct sorting *sorting = argument;
    int32_t order = sorting->f(a, b, sorting->data);
    sorting->seen->calls += 1;
    sorting->seen->fallback += order == sorting->fallback;
    return order;
}
#endif

/* Sorts by f. Returns 0, or ENOSYS if the C library has no qsort_r with this signature. */
int32_t csrc_sort(int32_t *numbers, size_t count, csrc_comparison f, void *data, int32_t fallback,
                  csrc_comparisons *out) {
    csrc_comparisons nothing = {0, 0};
    struct sorting sorting = {f, data, fallback, out};
    *out = nothing;
#ifdef __linux__
    qsort_r(numbers, count, sizeof *numbers, compare, &sorting);
    return 0;
#else
    (void)numbers, (void)count, (void)sorting;
    return ENOSYS;
#endif
}
