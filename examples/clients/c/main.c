/*
 * Uses the semver library from C. Only the header is needed.
 *
 * A call that fails returns the value that the header documents, and sets the last error of the thread. Look at the value
 * first: as with errno, a success leaves the last error alone.
 */
#define _POSIX_C_SOURCE 200809L /* for pthread_barrier_t */

#include "semver.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(bool holds, const char *what, int line) {
    if (!holds) {
        fprintf(stderr, "main.c:%d: does not hold: %s (last error: %s)\n", line, what, semver_last_error_message());
        exit(1);
    }
}
#define CHECK(condition) check(condition, #condition, __LINE__)

/* Returns the last error of this thread. Its strings live until the next failure on the same thread. */
static ffi_guard_error last_error(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    semver_last_error(&error);
    return error;
}

static semver_version *parse(const char *text) {
    semver_version *version = NULL;
    CHECK(semver_version_parse(text, &version) == 0);
    return version;
}

/* Compares and frees a string. A string that the library returns must be freed with semver_string_free. */
static bool is_text(char *text, const char *expected) {
    bool same = text != NULL && strcmp(text, expected) == 0;
    semver_string_free(text);
    return same;
}

static semver_version_list *list_of(const char *const *texts, size_t count) {
    semver_version_list *list = semver_version_list_new();
    CHECK(list != NULL);
    for (size_t i = 0; i < count; i++) {
        semver_version *version = parse(texts[i]);
        CHECK(semver_version_list_push(list, version)); /* the list owns it now */
    }
    return list;
}

static void abi(void) {
    CHECK(SEMVER_ABI_ACCEPTS(semver_abi())); /* matters where another version of the library is loaded */
}

static void versions(void) {
    const uint64_t numbers[] = {1, 10};
    semver_version *older = parse("1.9.0-rc.1"), *newer = NULL;
    CHECK(semver_version_from_numbers(numbers, 2, &newer) == 0);
    CHECK(is_text(semver_version_text(older), "1.9.0-rc.1"));
    CHECK(is_text(semver_version_text(newer), "1.10.0"));
    CHECK(semver_version_compare(older, newer) == SEMVER_ORDER_LESS);
    semver_parts parts;
    CHECK(semver_version_parts(older, &parts) == 0 && parts.minor == 9 && parts.prerelease);
    CHECK(semver_version_bump(older, SEMVER_FIELD_MAJOR) == 0);
    CHECK(semver_version_compare(older, newer) == SEMVER_ORDER_GREATER);
    semver_version_free(older);
    semver_version_free(newer);
}

static void requirements(void) {
    const char *const texts[] = {"1.4.9", "1.10.0", "2.0.0"};
    semver_version_list *list = list_of(texts, 3);
    semver_version_req *requirement = NULL;
    CHECK(semver_version_req_parse("^1.4", &requirement) == 0);
    semver_version *best = semver_version_list_best(list, requirement);
    CHECK(semver_version_req_matches(requirement, best));
    CHECK(is_text(semver_version_text(best), "1.10.0"));
    semver_version_free(best);
    semver_version_req_free(requirement);
    semver_version_list_free(list);
}

static int32_t by_minor(const semver_parts *a, const semver_parts *b, void *data) {
    ++*(size_t *)data;
    return (a->minor > b->minor) - (a->minor < b->minor);
}

static void sort(void) {
    const char *const texts[] = {"1.3.0", "3.1.0", "2.2.0"};
    semver_version_list *list = list_of(texts, 3);
    size_t calls = 0;
    CHECK(semver_version_list_sort(list, by_minor, &calls) && calls > 0);
    semver_vec_parts sorted = semver_version_list_parts(list);
    CHECK(sorted.len == 3);
    CHECK(sorted.ptr[0].major == 3 && sorted.ptr[1].major == 2 && sorted.ptr[2].major == 1);
    semver_vec_parts_free(sorted);
    semver_version_list_free(list);
}

/* A comparator cannot return an error, so it writes to its data. */
static int32_t needs_release(const semver_parts *a, const semver_parts *b, void *data) {
    const char **failure = data;
    if (a->prerelease || b->prerelease) {
        *failure = "a prerelease in the list";
        return 0;
    }
    return (a->major > b->major) - (a->major < b->major);
}

static void failing_comparator(void) {
    const char *const texts[] = {"2.0.0", "1.0.0-beta"};
    semver_version_list *list = list_of(texts, 2);
    const char *failure = NULL;
    semver_version_list_sort(list, needs_release, &failure);
    CHECK(failure != NULL);
    CHECK(semver_version_list_len(list) == 2);
    semver_version_list_free(list);
}

/* `version` is lent: it must not be freed, nor used after the return. Another status than 0 ends the call. */
static int32_t meets(const semver_version *version, bool *out, void *data) {
    *out = semver_version_req_matches(data, version);
    return data == NULL ? 7 : 0;
}

static void retain(void) {
    const char *const texts[] = {"1.4.9", "2.0.0", "1.10.0"};
    semver_version_list *list = list_of(texts, 3);
    CHECK(semver_version_list_retain(list, meets, NULL) == SEMVER_CALLBACK);
    CHECK(strcmp(last_error().message, "callback `keep` returned 7") == 0);
    CHECK(semver_version_list_len(list) == 3);
    semver_version_req *requirement = NULL;
    CHECK(semver_version_req_parse("^1.4", &requirement) == 0);
    CHECK(semver_version_list_retain(list, meets, requirement) == 0);
    CHECK(semver_version_list_len(list) == 2);
    semver_version_req_free(requirement);
    semver_version_list_free(list);
}

static void error(void) {
    semver_version *version = NULL;
    CHECK(semver_version_parse("1.two.3", &version) == SEMVER_SYNTAX && version == NULL);
    ffi_guard_error error = last_error();
    CHECK(error.kind == FFI_GUARD_ERROR && error.code == SEMVER_SYNTAX);
    CHECK(strlen(error.message) > 0);
}

static void panic(void) {
    semver_version_list *list = semver_version_list_new();
    CHECK(semver_version_list_get(list, 7) == NULL);
    ffi_guard_error error = last_error();
    CHECK(error.kind == FFI_GUARD_PANIC);
    CHECK(strcmp(error.function, "semver_version_list_get") == 0);
    CHECK(strstr(error.message, "index is 7") != NULL);
    CHECK(error.file != NULL && error.line > 0);
    semver_clear_last_error();
    CHECK(last_error().kind == FFI_GUARD_NONE);
    semver_version_list_free(list);
}

static void refused(const char *text, const char *message) {
    semver_version *version = NULL;
    CHECK(semver_version_parse(text, &version) == -FFI_GUARD_INVALID_ARGUMENT && version == NULL);
    ffi_guard_error error = last_error();
    CHECK(error.kind == FFI_GUARD_INVALID_ARGUMENT);
    CHECK(strstr(error.message, message) != NULL);
}

static void null(void) {
    refused(NULL, "`text` is null");
    CHECK(semver_version_text(NULL) == NULL);
    CHECK(last_error().kind == FFI_GUARD_INVALID_ARGUMENT);
    semver_version_free(NULL); /* like free(NULL) */
}

static void many_panics(void) {
    semver_version_list *list = semver_version_list_new();
    uint64_t before = last_error().count;
    for (size_t i = 0; i < 10000; i++) {
        CHECK(semver_version_list_get(list, i) == NULL);
    }
    CHECK(last_error().count == before + 10000);
    semver_version_free(parse("1.0.0"));
    semver_version_list_free(list);
}

#define THREADS 4

struct caller {
    pthread_t thread;
    pthread_barrier_t *all_have_failed;
    const semver_version_list *list;
    size_t index;
};

/* All threads share a list. Each causes a panic with its own index, and finds this index in its own last error. */
static void *call(void *data) {
    const struct caller *caller = data;
    CHECK(semver_version_list_get(caller->list, caller->index) == NULL);
    pthread_barrier_wait(caller->all_have_failed);
    char expected[40];
    snprintf(expected, sizeof expected, "index is %zu", caller->index);
    CHECK(strstr(semver_last_error_message(), expected) != NULL);
    return NULL;
}

static void threads(void) {
    semver_version_list *list = semver_version_list_new();
    struct caller callers[THREADS];
    pthread_barrier_t all_have_failed;
    CHECK(pthread_barrier_init(&all_have_failed, NULL, THREADS) == 0);
    for (size_t i = 0; i < THREADS; i++) {
        struct caller caller = {.all_have_failed = &all_have_failed, .list = list, .index = 1000 + i};
        callers[i] = caller;
        CHECK(pthread_create(&callers[i].thread, NULL, call, &callers[i]) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        CHECK(pthread_join(callers[i].thread, NULL) == 0);
    }
    pthread_barrier_destroy(&all_have_failed);
    semver_version_list_free(list);
}

int main(void) {
    abi(), versions(), puts("ok versions");
    requirements(), puts("ok requirements");
    sort(), puts("ok sort");
    failing_comparator(), puts("ok failing comparator");
    retain(), puts("ok retain");
    error(), puts("ok error");
    panic(), puts("ok panic");
    null(), puts("ok null");
    refused("\xff", "is not UTF-8"), puts("ok invalid UTF-8");
    many_panics(), puts("ok 10,000 panics");
    threads(), puts("ok threads");
    return 0;
}
