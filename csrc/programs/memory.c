/* Many failures: each is counted, and none leaks memory. */
#define _POSIX_C_SOURCE 200809L

#include "../c/csrc.h"
#include "resident.h"
#include "runner.h"
#include "ffi_guard.h"

#include <stdatomic.h>

FFI_GUARD_DECLARE(silent);

int32_t silent_even(int32_t value);
int32_t silent_fail(int32_t kind);

enum { MIB = 1024 * 1024 };

static int fail_up_to(int32_t kind, uint64_t count) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    silent_last_error(&error);
    while (error.count < count) {
        CHECK(silent_fail(kind < 0 ? (int32_t)(error.count % 3) : kind) == -1);
        error.count++;
    }
    CHECK(silent_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.count == count);
    return 0;
}

static int a_million(int32_t kind) {
    CHECK_PASSES(fail_up_to(kind, 1000));
    long before = resident_memory();
    CHECK_PASSES(fail_up_to(kind, 1000000));
    long after = resident_memory();
    printf("resident after 1,000: %ld KiB, after 1,000,000: %ld KiB\n", before / 1024, after / 1024);
    CHECK(before > 0 && after - before <= MIB);
    return 0;
}

static int a_million_literals(void) { return a_million(0); }
static int a_million_strings(void) { return a_million(1); }
static int a_million_payloads(void) { return a_million(2); }
static int a_million_of_all_kinds(void) { return a_million(-1); }

static atomic_uint_least64_t told;

static void count(const ffi_guard_error *error, void *data) {
    if (error->kind == FFI_GUARD_PANIC && data == &told) {
        told++;
    }
}

enum { THREADS = 64, CALLS = 10000 };

static int round_of_threads(uint64_t rounds) {
    csrc_tally tally;
    CHECK(csrc_threads(silent_even, THREADS, CALLS, -1, &tally) == 0);
    CHECK(tally.fallback == THREADS * CALLS / 2);
    CHECK(tally.echoed == THREADS * CALLS / 2);
    CHECK(tally.other == 0);
    CHECK(told == rounds * THREADS * CALLS / 2);
    return 0;
}

/* The bound is below a leak of 14 bytes per failure, and above the memory that ended threads leave in the allocator. */
static int many_threads(void) {
    silent_set_error_callback(count, &told);
    CHECK_PASSES(round_of_threads(1));
    long before = resident_memory();
    CHECK_PASSES(round_of_threads(2));
    long after = resident_memory();
    printf("resident after 320,000: %ld KiB, after 640,000: %ld KiB\n", before / 1024, after / 1024);
    CHECK(before > 0 && after - before <= 4 * MIB);
    CHECK(silent_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

static const struct test TESTS[] = {
    {"a_million_literals", a_million_literals},
    {"a_million_strings", a_million_strings},
    {"a_million_payloads", a_million_payloads},
    {"a_million_of_all_kinds", a_million_of_all_kinds},
    {"many_threads", many_threads},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
