/* Eight threads fail in two libraries in turn. Each library's panic hook sees only its own panics. */
#define _POSIX_C_SOURCE 200809L

#include "runner.h"
#include "ffi_guard.h"

#include <pthread.h>
#include <stdatomic.h>

FFI_GUARD_DECLARE(north);
FFI_GUARD_DECLARE(south);

int32_t north_even(int32_t value);
void north_watch(void);
uint64_t north_observed(void);
uint64_t north_hooked(void);
uint64_t north_foreign(void);
int32_t south_even(int32_t value);
void south_watch(void);
uint64_t south_observed(void);
uint64_t south_hooked(void);
uint64_t south_foreign(void);

enum { THREADS = 8, CALLS = 250 };

static atomic_uint_least64_t told_north;
static atomic_uint_least64_t told_south;

static void count(const ffi_guard_error *error, void *data) {
    const char *own = data == &told_north ? "north: " : "south: ";
    if (strncmp(error->message, own, strlen(own)) == 0) {
        *(atomic_uint_least64_t *)data += 1;
    }
}

static int fail_in_both(int32_t first) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    char expected[32];
    for (int32_t i = 0; i < CALLS; i++) {
        int32_t value = 2 * (first + i) + 1;
        CHECK(north_even(value) == -1);
        CHECK(south_even(value + 2) == -1);
        snprintf(expected, sizeof expected, "north: %ld is odd", (long)value);
        CHECK(north_last_error(&error) == FFI_GUARD_PANIC && strcmp(error.message, expected) == 0);
        CHECK(error.file != NULL && strstr(error.file, "north") != NULL);
        snprintf(expected, sizeof expected, "south: %ld is odd", (long)value + 2);
        CHECK(south_last_error(&error) == FFI_GUARD_PANIC && strcmp(error.message, expected) == 0);
        CHECK(error.file != NULL && strstr(error.file, "south") != NULL);
        CHECK(error.count == (uint64_t)i + 1);
    }
    return 0;
}

static int32_t firsts[THREADS];
static int lines[THREADS];

static void *run(void *data) {
    int32_t *first = data;
    lines[first - firsts] = fail_in_both(*first);
    return NULL;
}

static int each_hook_gets_its_own(void) {
    pthread_t threads[THREADS];
    north_watch();
    south_watch();
    north_set_error_callback(count, &told_north);
    south_set_error_callback(count, &told_south);
    for (int32_t t = 0; t < THREADS; t++) {
        firsts[t] = t * CALLS;
        CHECK(pthread_create(&threads[t], NULL, run, &firsts[t]) == 0);
    }
    for (int32_t t = 0; t < THREADS; t++) {
        CHECK(pthread_join(threads[t], NULL) == 0);
        CHECK_PASSES(lines[t]);
    }
    CHECK(north_hooked() == THREADS * CALLS && south_hooked() == THREADS * CALLS);
    CHECK(north_foreign() == 0 && south_foreign() == 0);
    CHECK(north_observed() == THREADS * CALLS && south_observed() == THREADS * CALLS);
    CHECK(told_north == THREADS * CALLS && told_south == THREADS * CALLS);
    return 0;
}

static const struct test TESTS[] = {
    {"each_hook_gets_its_own", each_hook_gets_its_own},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
