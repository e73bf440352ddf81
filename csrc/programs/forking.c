/* fork inside a guarded call. The call returns in the parent and in the child, independently.
 *
 * Needs Unix: `fork`. */
#define _POSIX_C_SOURCE 200809L

#include "runner.h"
#include "ffi_guard.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

FFI_GUARD_DECLARE(silent);

int32_t silent_even(int32_t value);
int32_t silent_call(int32_t (*f)(int32_t), int32_t value);

static pid_t forked;

static int32_t fork_here(int32_t value) {
    forked = fork();
    return value;
}

/* One level deeper: the child forks again, inside a nested guarded call. */
static int32_t fork_twice(int32_t value) {
    forked = fork();
    return forked == 0 ? silent_call(fork_here, value) : value;
}

/* In the parent: returns whether the child exited with status 0. */
static int child_is_well(pid_t child) {
    int status = 0;
    CHECK(child > 0);
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return 0;
}

/* The child must not run any code of the test harness. */
static int finish(int line) {
    if (forked == 0) {
        _exit(line == 0 ? 0 : 1);
    }
    CHECK_PASSES(line);
    return child_is_well(forked);
}

static int failure_is_recorded(int32_t result, int32_t value) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    char expected[32];
    snprintf(expected, sizeof expected, "%ld is odd", (long)value);
    CHECK(result == -1);
    CHECK(silent_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.message, expected) == 0);
    CHECK(strcmp(error.function, "silent_call") == 0);
    CHECK(error.count == 1);
    CHECK(error.line > 0);
    CHECK(silent_even(9) == -1 && silent_even(10) == 10);
    CHECK(silent_last_error(&error) == FFI_GUARD_PANIC && error.count == 2);
    return 0;
}

static int both_panic(void) {
    int32_t result = silent_call(fork_here, 7);
    return finish(failure_is_recorded(result, 7));
}

static int neither_panics(void) {
    int32_t result = silent_call(fork_here, 8);
    return finish(result == 8 && silent_last_error(NULL) == FFI_GUARD_NONE ? 0 : __LINE__);
}

static int32_t fork_and_differ(int32_t value) {
    forked = fork();
    return forked == 0 ? value : value + 1;
}

static int only_the_child_panics(void) {
    int32_t result = silent_call(fork_and_differ, 7);
    if (forked == 0) {
        return finish(failure_is_recorded(result, 7));
    }
    return finish(result == 8 && silent_last_error(NULL) == FFI_GUARD_NONE ? 0 : __LINE__);
}

static int a_fork_inside_a_fork(void) {
    int32_t result = silent_call(fork_twice, 8);
    return finish(result == 8 && silent_last_error(NULL) == FFI_GUARD_NONE ? 0 : __LINE__);
}

static atomic_int stop;

static void *fail_until_stopped(void *unused) {
    while (!stop) {
        if (silent_even(7) != -1) {
            return NULL;
        }
    }
    return unused;
}

/* The child has only one thread, whatever state the other threads were in. */
static int while_other_threads_fail(void) {
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) {
        CHECK(pthread_create(&threads[i], NULL, fail_until_stopped, &stop) == 0);
    }
    for (int i = 0; i < 200; i++) {
        int32_t result = silent_call(fork_here, 7);
        if (forked == 0) {
            _exit(result == -1 && silent_even(9) == -1 && silent_even(10) == 10 ? 0 : 1);
        }
        CHECK(result == -1);
        CHECK_PASSES(child_is_well(forked));
    }
    stop = 1;
    for (size_t i = 0; i < 4; i++) {
        void *result = NULL;
        CHECK(pthread_join(threads[i], &result) == 0);
        CHECK(result == &stop);
    }
    return 0;
}

static const struct test TESTS[] = {
    {"both_panic", both_panic},
    {"neither_panics", neither_panics},
    {"only_the_child_panics", only_the_child_panics},
    {"a_fork_inside_a_fork", a_fork_inside_a_fork},
    {"while_other_threads_fail", while_other_threads_fail},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
