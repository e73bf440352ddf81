/* C threads that call one function at the same time. */
#define _POSIX_C_SOURCE 200809L

#include "csrc.h"
#include "platform.h"

#include <errno.h>
#include <stdlib.h>

/* A barrier that holds the threads back until all of them are ready, so that their calls overlap. */
struct gate {
    platform_lock lock;
    platform_condition changed;
    uint32_t ready;
    int open;
};

struct job {
    struct gate *gate;
    csrc_function f;
    int32_t first;
    uint32_t calls;
    int32_t fallback;
    csrc_tally tally;
};

static void gate_pass(struct gate *gate) {
    platform_lock_acquire(&gate->lock);
    gate->ready += 1;
    platform_condition_notify(&gate->changed);
    while (!gate->open) {
        platform_condition_wait(&gate->changed, &gate->lock);
    }
    platform_lock_release(&gate->lock);
}

static void gate_open(struct gate *gate, uint32_t expected) {
    platform_lock_acquire(&gate->lock);
    while (gate->ready < expected) {
        platform_condition_wait(&gate->changed, &gate->lock);
    }
    gate->open = 1;
    platform_condition_notify(&gate->changed);
    platform_lock_release(&gate->lock);
}

static void *job_run(void *data) {
    struct job *job = data;
    gate_pass(job->gate);
    for (uint32_t i = 0; i < job->calls; i++) {
        int32_t argument = job->first + (int32_t)i;
        int32_t result = job->f(argument);
        if (result == job->fallback) {
            job->tally.fallback += 1;
        } else if (result == argument) {
            job->tally.echoed += 1;
        } else {
            job->tally.other += 1;
        }
    }
    return NULL;
}

/* Starts the jobs. Returns how many run. If not all of them do, *failure is the reason. */
static uint32_t jobs_start(struct job *jobs, platform_thread *ids, uint32_t threads, int *failure) {
    for (uint32_t t = 0; t < threads; t++) {
        *failure = platform_thread_start(&ids[t], job_run, &jobs[t]);
        if (*failure != 0) {
            return t;
        }
    }
    return threads;
}

static void jobs_join(struct job *jobs, platform_thread *ids, uint32_t started, csrc_tally *out) {
    for (uint32_t t = 0; t < started; t++) {
        platform_thread_join(&ids[t]);
        out->fallback += jobs[t].tally.fallback;
        out->echoed += jobs[t].tally.echoed;
        out->other += jobs[t].tally.other;
    }
}

/* Thread t calls f(t * calls), f(t * calls + 1), ... Returns 0, or the errno of a failed allocation or thread. */
int32_t csrc_threads(csrc_function f, uint32_t threads, uint32_t calls, int32_t fallback, csrc_tally *out) {
    csrc_tally nothing = {0, 0, 0};
    *out = nothing;
    if ((uint64_t)threads * calls > (uint64_t)INT32_MAX) {
        return EINVAL;
    }
    struct gate gate = {PLATFORM_LOCK_INIT, PLATFORM_CONDITION_INIT, 0, 0};
    struct job *jobs = calloc(threads, sizeof *jobs);
    platform_thread *ids = calloc(threads, sizeof *ids);
    int failure = threads != 0 && (jobs == NULL || ids == NULL) ? ENOMEM : 0;
    if (failure == 0) {
        for (uint32_t t = 0; t < threads; t++) {
            struct job job = {&gate, f, (int32_t)(t * calls), calls, fallback, nothing};
            jobs[t] = job;
        }
        uint32_t started = jobs_start(jobs, ids, threads, &failure);
        gate_open(&gate, started);
        jobs_join(jobs, ids, started, out);
    }
    free(ids);
    free(jobs);
    return failure;
}
