/* Many failures with backtraces, on one thread and on short-lived threads. The process keeps a fixed number of them. */
#define _POSIX_C_SOURCE 200809L

#include "backtraces.h"
#include "resident.h"
#include "runner.h"

#include <pthread.h>

enum { MIB = 1024 * 1024 };

static int has_backtrace(void) {
    return traced_last_error_backtrace(NULL, 0) > 0;
}

static int fail(int times) {
    for (int i = 0; i < times; i++) {
        CHECK(traced_even(1) == -1);
        CHECK(traced_text(NULL) == -1);
    }
    return 0;
}

static void *fail_once(void *data) {
    return traced_even(1) == -1 ? data : NULL;
}

static int fail_on_threads(int count) {
    int token;
    for (int i = 0; i < count; i++) {
        pthread_t thread;
        void *failed = NULL;
        CHECK(pthread_create(&thread, NULL, fail_once, &token) == 0);
        CHECK(pthread_join(thread, &failed) == 0 && failed != NULL);
    }
    return 0;
}

/* Calls `run` until memory use has settled, then many more times, and compares. */
static int stays_as_large(int (*run)(int), int often, int very_often) {
    CHECK_PASSES(run(often));
    long before = resident_memory();
    CHECK_PASSES(run(very_often));
    long after = resident_memory();
    printf("resident after %d: %ld KiB, after %d more: %ld KiB\n", often, before / 1024, very_often, after / 1024);
    CHECK(before > 0 && after - before <= MIB);
    CHECK_PASSES(fail(1));
    CHECK(has_backtrace());
    return 0;
}

static int on_one_thread(void) { return stays_as_large(fail, 1000, 50000); }
static int on_threads_that_end(void) { return stays_as_large(fail_on_threads, 500, 5000); }

static pthread_barrier_t all_have_failed;

static void *fail_and_wait(void *data) {
    int failed = traced_even(1) == -1 && has_backtrace();
    pthread_barrier_wait(&all_have_failed);
    return failed ? data : NULL;
}

/* With more threads than backtrace slots, the oldest failures lose their backtraces but nothing else. */
static int on_many_threads_at_once(void) {
    enum { THREADS = 200 };
    pthread_t threads[THREADS];
    int token;
    CHECK(traced_even(1) == -1 && has_backtrace());
    CHECK(pthread_barrier_init(&all_have_failed, NULL, THREADS) == 0);
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, fail_and_wait, &token) == 0);
    }
    int failed = 0;
    for (int i = 0; i < THREADS; i++) {
        void *passed = NULL;
        CHECK(pthread_join(threads[i], &passed) == 0);
        failed += passed != NULL;
    }
    /* A thread may be descheduled until other threads have reused its slot. */
    CHECK(failed > 0);
    CHECK(!has_backtrace() && traced_last_error(NULL) == FFI_GUARD_PANIC);
    return 0;
}

static const struct test TESTS[] = {
    {"on_one_thread", on_one_thread},
    {"on_threads_that_end", on_threads_that_end},
    {"on_many_threads_at_once", on_many_threads_at_once},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
