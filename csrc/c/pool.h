/* A thread pool: workers and a queue of functions with user data. */
#ifndef CSRC_POOL_H
#define CSRC_POOL_H

#include "csrc.h"
#include "walk.h"

typedef struct csrc_thread_pool csrc_thread_pool;

csrc_thread_pool *csrc_thread_pool_new(uint32_t workers, int32_t fallback);
int32_t csrc_thread_pool_submit(csrc_thread_pool *pool, csrc_data_last f, int32_t value, void *data);
void csrc_thread_pool_wait(csrc_thread_pool *pool, csrc_tally *out);
void csrc_thread_pool_destroy(csrc_thread_pool *pool);

#endif
