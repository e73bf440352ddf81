#include "shape.h"
#include "check.h"

static uint32_t start(s_job *job, const s_pool *pool) { job->done = pool->limit; return 3; }
static uint32_t finish(const s_pool *pool) { return pool->jobs[1].done; }

int main(void) {
    s_pool pool = {{{NULL, 0}, {start, 0}}, finish, 4};
    CHECK(s_run(&pool) == 34);
    return failures;
}
