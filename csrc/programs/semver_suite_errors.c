/* The error functions of semver.h, and many failures on many threads. */
#define _POSIX_C_SOURCE 200809L

#include "runner.h"
#include "semver_suite.h"

#include <pthread.h>
#include <stdatomic.h>

static int panic_once(void) {
    static const char *const NONE[] = {NULL};
    semver_version_list *list = list_of(NONE);
    semver_version *version = semver_version_list_get(list, 7);
    semver_version_list_free(list);
    return version == NULL ? 0 : __LINE__;
}

static int nothing_at_first(void) {
    ffi_guard_error error;
    memset(&error, 0xaa, sizeof error);
    error.size = sizeof error;
    CHECK(semver_last_error(&error) == FFI_GUARD_NONE && error.size == sizeof error);
    CHECK(error.kind == 0 && error.line == 0 && error.column == 0 && error.code == 0 && error.count == 0);
    CHECK(error.function == NULL && error.message == NULL && error.file == NULL);
    CHECK(strcmp(semver_last_error_message(), "") == 0);
    semver_clear_last_error();
    return succeeded();
}

static int every_member(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK_PASSES(panic_once());
    CHECK(semver_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.size == sizeof error && error.kind == FFI_GUARD_PANIC && error.code == 0 && error.count == 1);
    CHECK(strcmp(error.function, "semver_version_list_get") == 0);
    CHECK(strcmp(error.message, "index out of bounds: the len is 0 but the index is 7") == 0);
    CHECK(strstr(error.file, "list.rs") != NULL && error.line > 0 && error.column > 0);
    CHECK(semver_last_error_message() == error.message);
    CHECK(version_of("x") == NULL && semver_last_error(&error) == FFI_GUARD_ERROR);
    CHECK(error.code == SEMVER_SYNTAX && error.count == 2 && *error.file == '\0' && error.line == 0);
    return 0;
}

/* A success changes nothing, and the strings remain valid. */
static int success_leaves_it(void) {
    ffi_guard_error before = FFI_GUARD_ERROR_INIT, after = FFI_GUARD_ERROR_INIT;
    CHECK_PASSES(panic_once());
    semver_last_error(&before);
    for (uint64_t i = 0; i < 100; i++) {
        semver_version_free(semver_version_new(i, 0, 0));
    }
    CHECK(semver_last_error(&after) == FFI_GUARD_PANIC);
    CHECK(before.message == after.message && before.count == after.count && before.line == after.line);
    CHECK(strcmp(after.message, "index out of bounds: the len is 0 but the index is 7") == 0);
    semver_clear_last_error();
    CHECK_PASSES(succeeded());
    /* The count continues. */
    CHECK_PASSES(panic_once());
    CHECK(semver_last_error(&after) == FFI_GUARD_PANIC && after.count == 2);
    return 0;
}

/* Structs of a later version of the header, whose additional members are zeroed, and of an earlier version. */
static int other_sizes(void) {
    struct {
        ffi_guard_error error;
        unsigned char tail[32];
    } larger;
    CHECK_PASSES(panic_once());
    memset(&larger, 0xaa, sizeof larger);
    larger.error.size = sizeof larger.error + 16;
    CHECK(semver_last_error(&larger.error) == FFI_GUARD_PANIC);
    CHECK(larger.error.size == sizeof larger.error + 16 && larger.error.count == 1);
    CHECK(larger.tail[0] == 0 && larger.tail[15] == 0 && larger.tail[16] == 0xaa && larger.tail[31] == 0xaa);
    memset(&larger, 0xaa, sizeof larger);
    larger.error.size = sizeof larger.error - 1;
    CHECK(semver_last_error(&larger.error) == FFI_GUARD_PANIC);
    CHECK(larger.error.size == sizeof larger.error - 1 && larger.error.kind == (int32_t)0xaaaaaaaa);
    /* Nothing is written if the pointer or the size is invalid. */
    memset(&larger, 0xaa, sizeof larger);
    CHECK(semver_last_error(misaligned(&larger)) == FFI_GUARD_PANIC && semver_last_error(NULL) == FFI_GUARD_PANIC);
    CHECK(larger.error.kind == (int32_t)0xaaaaaaaa && larger.tail[0] == 0xaa);
    return 0;
}

/* Works like snprintf. The backtrace is empty unless the environment asks for one. */
static int backtrace(void) {
    char buffer[64];
    memset(buffer, 0x55, sizeof buffer);
    CHECK(semver_last_error_backtrace(buffer, sizeof buffer) == 0 && *buffer == '\0');
    CHECK_PASSES(panic_once());
    size_t len = semver_last_error_backtrace(NULL, 0);
    CHECK(semver_last_error_backtrace(buffer, 8) == len && memchr(buffer, '\0', 8) != NULL && buffer[8] == 0x55);
    CHECK(strlen(buffer) == (len < 8 ? len : 7));
    const char *asked = getenv("RUST_BACKTRACE");
    CHECK((len > 0) == (asked != NULL && strcmp(asked, "0") != 0));
    return 0;
}

/* The values that a callback received. */
struct told {
    int calls;
    int32_t kind;
    int32_t code;
    int32_t last;
    uint64_t count;
    char function[64];
    char message[64];
};

static void note(const ffi_guard_error *error, void *data) {
    struct told *told = data;
    told->calls++;
    told->kind = error->kind;
    told->code = error->code;
    told->count = error->count;
    told->last = semver_last_error(NULL);
    snprintf(told->function, sizeof told->function, "%s", error->function);
    snprintf(told->message, sizeof told->message, "%s", error->message);
}

static int callback_is_told(void) {
    struct told told = {0};
    semver_set_error_callback(note, &told);
    semver_version_free(semver_version_new(1, 2, 3));
    CHECK(told.calls == 0);
    CHECK_PASSES(panic_once());
    CHECK(told.calls == 1 && told.kind == FFI_GUARD_PANIC && told.code == 0 && told.count == 1);
    CHECK(strcmp(told.function, "semver_version_list_get") == 0);
    CHECK(strcmp(told.message, "index out of bounds: the len is 0 but the index is 7") == 0);
    /* During the callback, the reported failure is the last error. */
    CHECK(told.last == FFI_GUARD_PANIC);
    CHECK(semver_version_text(NULL) == NULL);
    CHECK(told.calls == 2 && told.kind == FFI_GUARD_INVALID_ARGUMENT && told.last == FFI_GUARD_INVALID_ARGUMENT);
    CHECK(version_of("x") == NULL);
    CHECK(told.calls == 3 && told.kind == FFI_GUARD_ERROR && told.code == SEMVER_SYNTAX);
    semver_set_error_callback(NULL, &told);
    CHECK_PASSES(panic_once());
    CHECK(told.calls == 3);
    return 0;
}

static void fail_again(const ffi_guard_error *error, void *data) {
    int *calls = data;
    *calls += 1;
    semver_version_free(version_of(error->message));
    semver_clear_last_error();
}

/* The callback is not called for failures that it causes, and the reported failure remains the last error. */
static int callback_fails(void) {
    int calls = 0;
    semver_set_error_callback(fail_again, &calls);
    CHECK_PASSES(panic_once());
    CHECK(calls == 1);
    semver_set_error_callback(NULL, NULL);
    return failed("semver_version_list_get", FFI_GUARD_PANIC, 0,
                  "index out of bounds: the len is 0 but the index is 7");
}

static int ten_thousand_panics(void) {
    static const char *const ONE[] = {"1.2.3", NULL};
    semver_version_list *list = list_of(ONE);
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    for (size_t i = 1; i <= 10000; i++) {
        char expected[80];
        snprintf(expected, sizeof expected, "index out of bounds: the len is 1 but the index is %zu", i);
        CHECK(semver_version_list_get(list, i) == NULL);
        CHECK(semver_last_error(&error) == FFI_GUARD_PANIC && error.count == i);
        CHECK(strcmp(error.message, expected) == 0);
    }
    semver_version *version = semver_version_list_get(list, 0);
    CHECK_PASSES(is_written(version, "1.2.3"));
    semver_version_free(version);
    semver_version_list_free(list);
    return 0;
}

enum { THREADS = 8, ROUNDS = 200 };

/* Data that all threads read. */
struct shared {
    const semver_version_list *list;
    const semver_version_req *req;
    atomic_int told;
};

struct thread {
    struct shared *shared;
    size_t number;
    int line;
};

static int one_round(const struct thread *thread, size_t round) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    char expected[80];
    semver_version *best = semver_version_list_best(thread->shared->list, thread->shared->req);
    CHECK_PASSES(is_written(best, "1.10.0"));
    CHECK(semver_version_bump(best, SEMVER_FIELD_PATCH) == 0);
    CHECK_PASSES(is_written(best, "1.10.1"));
    CHECK(semver_version_req_matches(thread->shared->req, best));
    semver_version_free(best);
    size_t index = 10 + thread->number;
    CHECK(semver_version_list_get(thread->shared->list, index) == NULL);
    snprintf(expected, sizeof expected, "index out of bounds: the len is 2 but the index is %zu", index);
    CHECK(semver_last_error(&error) == FFI_GUARD_PANIC && strcmp(error.message, expected) == 0);
    CHECK(error.count == round + 1);
    return 0;
}

static void *run_thread(void *data) {
    struct thread *thread = data;
    for (size_t round = 0; round < ROUNDS && thread->line == 0; round++) {
        thread->line = one_round(thread, round);
    }
    return NULL;
}

static void count(const ffi_guard_error *error, void *data) {
    struct shared *shared = data;
    shared->told += error->kind == FFI_GUARD_PANIC;
}

static int threads(void) {
    static const char *const TWO[] = {"1.2.0", "1.10.0", NULL};
    semver_version_list *list = list_of(TWO);
    semver_version_req *req = req_of("^1");
    struct shared shared = {list, req, 0};
    struct thread threads[THREADS];
    pthread_t ids[THREADS];
    semver_set_error_callback(count, &shared);
    for (size_t i = 0; i < THREADS; i++) {
        threads[i] = (struct thread){&shared, i, 0};
        CHECK(pthread_create(&ids[i], NULL, run_thread, &threads[i]) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        CHECK(pthread_join(ids[i], NULL) == 0);
        CHECK_PASSES(threads[i].line);
    }
    semver_set_error_callback(NULL, NULL);
    CHECK(shared.told == THREADS * ROUNDS);
    semver_version_list_free(list);
    semver_version_req_free(req);
    return succeeded();
}

static void *free_list(void *list) {
    semver_version_list_free(list);
    return NULL;
}

/* A handle may be used on any thread. */
static int freed_on_another_thread(void) {
    static const char *const TWO[] = {"1.2.0", "1.10.0", NULL};
    pthread_t id;
    CHECK(pthread_create(&id, NULL, free_list, list_of(TWO)) == 0);
    CHECK(pthread_join(id, NULL) == 0);
    return succeeded();
}

static const struct test TESTS[] = {
    {"nothing_at_first", nothing_at_first},
    {"every_member", every_member},
    {"success_leaves_it", success_leaves_it},
    {"other_sizes", other_sizes},
    {"backtrace", backtrace},
    {"callback_is_told", callback_is_told},
    {"callback_fails", callback_fails},
    {"ten_thousand_panics", ten_thousand_panics},
    {"threads", threads},
    {"freed_on_another_thread", freed_on_another_thread},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
