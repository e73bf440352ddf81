/* Makes, and jumps over, calls of guarded functions that are inlined into each other. */
#define _POSIX_C_SOURCE 200809L

#include "runner.h"
#include "ffi_guard.h"

#include <setjmp.h>

FFI_GUARD_DECLARE(inlined);

typedef int32_t (*inlined_function)(int32_t value);

int32_t inlined_outer(int32_t value);
int32_t inlined_three(inlined_function f, int32_t value);
int32_t inlined_stress(int32_t value);

enum { ROUNDS = 20, JUMPS = 100 };

static jmp_buf target;
static long reports;
static long abandoned;
static long panics;

static void tally(const ffi_guard_error *error, void *unused) {
    (void)unused;
    if (error->kind == FFI_GUARD_ABANDONED) {
        reports++;
        abandoned += error->code;
    } else {
        panics++;
    }
}

static void start_tally(void) {
    reports = abandoned = panics = 0;
    inlined_set_error_callback(tally, NULL);
}

static int32_t jump(int32_t value) {
    (void)value;
    longjmp(target, 1);
}

static int32_t same(int32_t value) {
    return value;
}

/* A call nested in another. */
static int two(void) {
    start_tally();
    for (int32_t i = 0; i < ROUNDS; i++) {
        CHECK(inlined_outer(i) == i + 1);
        CHECK(inlined_three(same, i) == 2 * i + 1);
    }
    CHECK(reports == 0 && panics == 0);
    return 0;
}

/* Nested calls; some of them panic. */
static int stress(void) {
    start_tally();
    for (int32_t i = 0; i < ROUNDS; i++) {
        inlined_stress(i);
    }
    CHECK(reports == 0);
    CHECK(panics > ROUNDS);
    return 0;
}

/* Each call skipped by a longjmp is counted, even if several share a frame. */
static int jumps(void) {
    start_tally();
    for (volatile int32_t i = 0; i < JUMPS; i++) {
        if (setjmp(target) == 0) {
            inlined_three(jump, i);
            return __LINE__;
        }
    }
    /* Called at the same stack depth as the outermost abandoned call. */
    CHECK(inlined_three(same, 1) == 3);
    CHECK(abandoned == 3 * JUMPS);
    CHECK(inlined_three(same, 1) == 3 && abandoned == 3 * JUMPS && panics == 0);
    return 0;
}

static const struct test TESTS[] = {
    {"two", two},
    {"stress", stress},
    {"jumps", jumps},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
