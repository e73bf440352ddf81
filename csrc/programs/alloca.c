/* Checks that guarded calls leave 2 MiB C frames above and below them intact, on an 8 MiB stack. The call chain is
 * C, guarded Rust, C, guarded Rust, C, and Rust that panics.
 *
 * Needs Unix: `alloca` and `setrlimit`. */
#define _GNU_SOURCE

#include "ffi_guard.h"
#include "runner.h"

#include <alloca.h>
#include <pthread.h>
#include <sys/resource.h>

enum { FRAME = 2 << 20, STACK = 8 << 20, DEPTH = 3 };

typedef int32_t (*function)(int32_t);

int32_t brittle_even(int32_t value);
int32_t brittle_call(function f, int32_t value);
FFI_GUARD_DECLARE(brittle);

static int depth;
static int intact;

/* Calls `f(value)` from a frame of 2 MiB. */
static int32_t from_a_large_frame(function f, int32_t value) {
    unsigned char *frame = alloca(FRAME);
    unsigned char seed = (unsigned char)(++depth);
    memset(frame, seed, FRAME);
    int32_t result = f(value);
    for (int i = 0; i < FRAME; i++) {
        if (frame[i] != seed) {
            return -9;
        }
    }
    intact++;
    return result;
}

/* The callback of a guarded function, which also starts the chain. */
static int32_t descend(int32_t value);

static int32_t call_guarded(int32_t value) {
    return brittle_call(descend, value);
}

static int32_t descend(int32_t value) {
    return from_a_large_frame(depth + 1 < DEPTH ? call_guarded : brittle_even, value);
}

/* The fallback of each inner call is odd, so each outer call panics as well. */
static int panics_at_each_level(void) {
    depth = intact = 0;
    CHECK(descend(8) == 8);
    CHECK(depth == DEPTH && intact == DEPTH);
    CHECK(brittle_last_error(NULL) == FFI_GUARD_NONE);
    depth = intact = 0;
    CHECK(descend(7) == -1);
    CHECK(depth == DEPTH && intact == DEPTH);
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(brittle_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.count == DEPTH && strcmp(error.message, "-1 is odd") == 0);
    return 0;
}

/* The kernel grows the stack of the main thread up to the limit that is set now. */
static int on_main(void) {
    struct rlimit limit;
    CHECK(getrlimit(RLIMIT_STACK, &limit) == 0);
    limit.rlim_cur = STACK;
    CHECK(setrlimit(RLIMIT_STACK, &limit) == 0);
    return panics_at_each_level();
}

static void *on_this_thread(void *line) {
    *(int *)line = panics_at_each_level();
    return NULL;
}

static int on_another_thread(void) {
    int line = __LINE__;
    pthread_attr_t attributes;
    pthread_t thread;
    CHECK(pthread_attr_init(&attributes) == 0);
    CHECK(pthread_attr_setstacksize(&attributes, STACK) == 0);
    CHECK(pthread_create(&thread, &attributes, on_this_thread, &line) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(pthread_attr_destroy(&attributes) == 0);
    return line;
}

static const struct test TESTS[] = {
    {"on_main", on_main},
    {"on_another_thread", on_another_thread},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
