/* A thread pool whose workers call callbacks. */
#define _POSIX_C_SOURCE 200809L

#include "pool.h"
#include "platform.h"

#include <stdlib.h>

struct task {
    struct task *next;
    csrc_data_last f;
    int32_t value;
    void *data;
};

/* The members below `lock` are only accessed while it is held. */
struct csrc_thread_pool {
    int32_t fallback;
    uint32_t workers;
    platform_thread *ids;
    platform_lock lock;
    platform_condition changed;
    struct task *first;
    struct task **last;
    uint64_t unfinished;
    int closing;
    csrc_tally tally;
};

/* Returns the next task, which the caller frees, or NULL if the pool is being destroyed. */
static struct task *take(csrc_thread_pool *pool) {
    platform_lock_acquire(&pool->lock);
    while (pool->first == NULL && !pool->closing) {
        platform_condition_wait(&pool->changed, &pool->lock);
    }
    struct task *task = pool->first;
    if (task != NULL) {
        pool->first = task->next;
        if (pool->first == NULL) {
            pool->last = &pool->first;
        }
    }
    platform_lock_release(&pool->lock);
    return task;
}

static void finish(csrc_thread_pool *pool, const struct task *task, int32_t result) {
    platform_lock_acquire(&pool->lock);
    if (result == pool->fallback) {
        pool->tally.fallback += 1;
    } else if (result == task->value) {
        pool->tally.echoed += 1;
    } else {
        pool->tally.other += 1;
    }
    pool->unfinished -= 1;
    platform_condition_notify(&pool->changed);
    platform_lock_release(&pool->lock);
}

static void *work(void *argument) {
    csrc_thread_pool *pool = argument;
    for (struct task *task = take(pool); task != NULL; task = take(pool)) {
        finish(pool, task, task->f(task->value, task->data));
        free(task);
    }
    return NULL;
}

/* Starts the workers. Returns NULL if a thread cannot be created. A task returns its value or `fallback`. */
csrc_thread_pool *csrc_thread_pool_new(uint32_t workers, int32_t fallback) {
    csrc_thread_pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL) {
        return NULL;
    }
    pool->fallback = fallback;
    pool->ids = calloc(workers, sizeof *pool->ids);
    pool->last = &pool->first;
    pool->lock = (platform_lock)PLATFORM_LOCK_INIT;
    pool->changed = (platform_condition)PLATFORM_CONDITION_INIT;
    while (pool->ids != NULL && pool->workers < workers) {
        if (platform_thread_start(&pool->ids[pool->workers], work, pool) != 0) {
            break;
        }
        pool->workers += 1;
    }
    if (pool->workers < workers) {
        csrc_thread_pool_destroy(pool);
        return NULL;
    }
    return pool;
}

/* Queues the call f(value, data) for a worker. Returns 0, or -1 if out of memory. */
int32_t csrc_thread_pool_submit(csrc_thread_pool *pool, csrc_data_last f, int32_t value, void *data) {
    struct task *task = malloc(sizeof *task);
    if (task == NULL) {
        return -1;
    }
    *task = (struct task){NULL, f, value, data};
    platform_lock_acquire(&pool->lock);
    *pool->last = task;
    pool->last = &task->next;
    pool->unfinished += 1;
    platform_condition_notify(&pool->changed);
    platform_lock_release(&pool->lock);
    return 0;
}

/* Waits until all tasks are done. Stores the counts of their results since the previous call in *out. */
void csrc_thread_pool_wait(csrc_thread_pool *pool, csrc_tally *out) {
    csrc_tally nothing = {0, 0, 0};
    platform_lock_acquire(&pool->lock);
    while (pool->unfinished > 0) {
        platform_condition_wait(&pool->changed, &pool->lock);
    }
    *out = pool->tally;
    pool->tally = nothing;
    platform_lock_release(&pool->lock);
}

/* Lets the workers finish the queue, joins them and frees the pool. */
void csrc_thread_pool_destroy(csrc_thread_pool *pool) {
    platform_lock_acquire(&pool->lock);
    pool->closing = 1;
    platform_condition_notify(&pool->changed);
    platform_lock_release(&pool->lock);
    for (uint32_t i = 0; i < pool->workers; i++) {
        platform_thread_join(&pool->ids[i]);
    }
    free(pool->ids);
    free(pool);
}
