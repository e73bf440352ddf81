/* Loads a guarded library, fails in it and closes it: `unload LIBRARY PREFIX CASE`. Prints whether it is still
 * mapped. */
#define _POSIX_C_SOURCE 200809L

#include "loading.h"
#include "runner.h"
#include "ffi_guard.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static const char *path;
static const char *prefix;

struct library {
    void *handle;
    int32_t (*even)(int32_t);
    int32_t (*last_error)(ffi_guard_error *);
    void (*set_error_callback)(ffi_guard_error_callback, void *);
};

static atomic_int told;

static void tell(const ffi_guard_error *error, void *data) {
    if (error->kind == FFI_GUARD_PANIC && data == &told) {
        told++;
    }
}

static int load(struct library *library) {
    char name[64];
    library->handle = platform_library_open(path);
    CHECK(library->handle != NULL);
    snprintf(name, sizeof name, "%s_even", prefix);
    FIND(library->handle, name, library->even);
    snprintf(name, sizeof name, "%s_last_error", prefix);
    FIND(library->handle, name, library->last_error);
    snprintf(name, sizeof name, "%s_set_error_callback", prefix);
    FIND(library->handle, name, library->set_error_callback);
    CHECK(mapping_of(path) == MAPPED);
    return 0;
}

static int fail(const struct library *library) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    for (uint64_t i = 1; i <= 10; i++) {
        CHECK(library->even(7) == -1);
        CHECK(library->last_error(&error) == FFI_GUARD_PANIC);
        CHECK(error.count == i);
        CHECK(error.line > 0);
    }
    return 0;
}

static void *fail_on_thread(void *library) {
    return fail(library) == 0 ? library : NULL;
}

static int on_main(void) {
    struct library library;
    CHECK_PASSES(load(&library));
    CHECK_PASSES(fail(&library));
    CHECK(platform_library_close(library.handle) == 0);
    return 0;
}

static int on_another_thread(void) {
    struct library library;
    pthread_t thread;
    void *result = NULL;
    CHECK_PASSES(load(&library));
    CHECK(pthread_create(&thread, NULL, fail_on_thread, &library) == 0);
    CHECK(pthread_join(thread, &result) == 0);
    CHECK(result == &library);
    CHECK(platform_library_close(library.handle) == 0);
    return 0;
}

static int with_a_callback(void) {
    struct library library;
    CHECK_PASSES(load(&library));
    library.set_error_callback(tell, &told);
    CHECK_PASSES(fail(&library));
    CHECK(told == 10);
    CHECK(platform_library_close(library.handle) == 0);
    return 0;
}

static pthread_barrier_t barrier;

/* A thread that has failed in the library and outlives it. */
static void *outlive(void *library) {
    void *result = fail_on_thread(library);
    pthread_barrier_wait(&barrier);
    pthread_barrier_wait(&barrier);
    return result;
}

static int under_a_thread_that_lives_on(void) {
    struct library library;
    pthread_t thread;
    void *result = NULL;
    CHECK(pthread_barrier_init(&barrier, NULL, 2) == 0);
    CHECK_PASSES(load(&library));
    CHECK(pthread_create(&thread, NULL, outlive, &library) == 0);
    pthread_barrier_wait(&barrier);
    CHECK(platform_library_close(library.handle) == 0);
    CHECK(mapping_of(path) == UNMAPPED);
    pthread_barrier_wait(&barrier);
    CHECK(pthread_join(thread, &result) == 0);
    CHECK(result == &library);
    return 0;
}

/* Each load starts with a new error count. */
static int again_and_again(void) {
    for (int i = 0; i < 100; i++) {
        CHECK_PASSES(on_main());
        CHECK(mapping_of(path) == UNMAPPED);
        CHECK_PASSES(on_another_thread());
        CHECK(mapping_of(path) == UNMAPPED);
    }
    return 0;
}

static int without_a_failure(void) {
    struct library library;
    CHECK_PASSES(load(&library));
    CHECK(library.even(8) == 8);
    CHECK(platform_library_close(library.handle) == 0);
    return 0;
}

static const struct test TESTS[] = {
    {"on_main", on_main},
    {"on_another_thread", on_another_thread},
    {"with_a_callback", with_a_callback},
    {"under_a_thread_that_lives_on", under_a_thread_that_lives_on},
    {"again_and_again", again_and_again},
    {"without_a_failure", without_a_failure},
    {NULL, NULL},
};

static const char *const NAMES[] = {"unmapped", "mapped", "mapped as data", "unclear"};

int main(int argc, char **argv) {
    if (argc != 4) {
        return 2;
    }
    path = argv[1];
    prefix = argv[2];
    int status = run_tests(TESTS, __FILE__, argc - 2, argv + 2);
    printf("%s\n", NAMES[mapping_of(path)]);
    return status;
}
