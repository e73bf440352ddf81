/* Calls a callback with user data: on the caller's thread, on another thread, and on several threads. */
#define _POSIX_C_SOURCE 200809L

#include "walk.h"
#include "platform.h"

#include <stdlib.h>

/* Calls f(0, data), ..., f(count - 1, data) and returns the sum of the results. */
int64_t csrc_walk(int32_t count, csrc_data_last f, void *data) {
    int64_t sum = 0;
    for (int32_t i = 0; i < count; i++) {
        sum += f(i, data);
    }
    return sum;
}

int64_t csrc_walk_first(int32_t count, csrc_data_first f, void *data) {
    int64_t sum = 0;
    for (int32_t i = 0; i < count; i++) {
        sum += f(data, i);
    }
    return sum;
}

struct work {
    csrc_data_last f;
    void *data;
    int32_t first;
    int32_t calls;
    int64_t sum;
};

static void *work_run(void *argument) {
    struct work *work = argument;
    for (int32_t i = 0; i < work->calls; i++) {
        work->sum += work->f(work->first + i, work->data);
    }
    return NULL;
}

/* Calls f(value, data) on a new thread and returns its result. */
int32_t csrc_on_thread(csrc_data_last f, int32_t value, void *data) {
    struct work work = {f, data, value, 1, 0};
    platform_thread thread;
    if (platform_thread_start(&thread, work_run, &work) != 0) {
        abort();
    }
    platform_thread_join(&thread);
    return (int32_t)work.sum;
}

/* Thread t calls f(t * calls), ..., f(t * calls + calls - 1). Returns the sum of all results. */
int64_t csrc_pool(uint32_t threads, int32_t calls, csrc_data_last f, void *data) {
    struct work *work = calloc(threads, sizeof *work);
    platform_thread *ids = calloc(threads, sizeof *ids);
    int64_t sum = 0;
    if (work == NULL || ids == NULL) {
        abort();
    }
    for (uint32_t t = 0; t < threads; t++) {
        work[t] = (struct work){f, data, (int32_t)t * calls, calls, 0};
        if (platform_thread_start(&ids[t], work_run, &work[t]) != 0) {
            abort();
        }
    }
    for (uint32_t t = 0; t < threads; t++) {
        platform_thread_join(&ids[t]);
        sum += work[t].sum;
    }
    free(ids);
    free(work);
    return sum;
}
