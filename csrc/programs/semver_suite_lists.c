/* semver_version_req and semver_version_list: each function with valid arguments, then with invalid ones. */
#include "runner.h"
#include "semver_suite.h"

static const char *const FOUR[] = {"1.2.0", "2.0.0", "1.10.0", "1.2.0-rc.1", NULL};

static int req_parsed(void) {
    semver_version_req *req = NULL;
    CHECK(semver_version_req_parse(">=1.2.3, <1.8.0", &req) == 0 && req != NULL);
    char *text = semver_version_req_text(req);
    CHECK(text != NULL && strcmp(text, ">=1.2.3, <1.8.0") == 0);
    semver_string_free(text);
    semver_version_req_free(req);
    semver_version_req_free(NULL);
    CHECK_PASSES(succeeded());
    CHECK(semver_version_req_text(NULL) == NULL);
    return refused("semver_version_req_text", "argument `version_req` is null");
}

static int no_req(void) {
    char elsewhere;
    semver_version_req *req = (semver_version_req *)&elsewhere;
    CHECK(semver_version_req_parse("1.2.x.", &req) == SEMVER_SYNTAX && req == NULL);
    CHECK_PASSES(failed("semver_version_req_parse", FFI_GUARD_ERROR, SEMVER_SYNTAX, NULL));
    CHECK(semver_version_req_parse(NULL, &req) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_req_parse", "argument `text` is null"));
    CHECK(semver_version_req_parse("^1\x80", &req) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_req_parse", "argument `text` is not UTF-8 from byte 2"));
    CHECK(semver_version_req_parse("^1", NULL) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_req_parse", "argument `out` is null"));
    semver_version_req *two[2] = {NULL, NULL};
    CHECK(semver_version_req_parse("^1", misaligned(two)) == -FFI_GUARD_INVALID_ARGUMENT);
    return refused("semver_version_req_parse", "argument `out` is not aligned for its type");
}

static int matches(void) {
    semver_version_req *req = req_of("^1.2");
    semver_version *low = version_of("1.1.9"), *high = version_of("1.10.0"), *early = version_of("1.3.0-rc.1");
    CHECK(!semver_version_req_matches(req, low));
    CHECK(semver_version_req_matches(req, high));
    CHECK(!semver_version_req_matches(req, early));
    CHECK_PASSES(succeeded());
    CHECK(!semver_version_req_matches(NULL, high));
    CHECK_PASSES(refused("semver_version_req_matches", "argument `version_req` is null"));
    CHECK(!semver_version_req_matches(req, NULL));
    CHECK_PASSES(refused("semver_version_req_matches", "argument `version` is null"));
    semver_version_free(low);
    semver_version_free(high);
    semver_version_free(early);
    semver_version_req_free(req);
    return 0;
}

static int pushed_and_got(void) {
    semver_version_list *list = semver_version_list_new();
    CHECK(list != NULL && semver_version_list_len(list) == 0);
    for (size_t i = 0; i < 100; i++) {
        CHECK(semver_version_list_push(list, semver_version_new(i, 0, 0)));
        CHECK(semver_version_list_len(list) == i + 1);
    }
    semver_version *copy = semver_version_list_get(list, 42);
    CHECK_PASSES(is_written(copy, "42.0.0"));
    /* The returned version is a copy. */
    CHECK(semver_version_bump(copy, SEMVER_FIELD_PATCH) == 0);
    semver_version_free(copy);
    copy = semver_version_list_get(list, 42);
    semver_version_list_free(list);
    CHECK_PASSES(is_written(copy, "42.0.0"));
    semver_version_free(copy);
    semver_version_list_free(NULL);
    return succeeded();
}

static int push_consumes_nothing_that_it_refuses(void) {
    semver_version *version = version_of("1.2.3");
    semver_version_list *list = list_of(FOUR);
    CHECK_PASSES(succeeded());
    CHECK(!semver_version_list_push(NULL, version));
    CHECK_PASSES(refused("semver_version_list_push", "argument `version_list` is null"));
    CHECK_PASSES(is_written(version, "1.2.3"));
    CHECK(!semver_version_list_push(list, NULL));
    CHECK_PASSES(refused("semver_version_list_push", "argument `version` is null"));
    CHECK(!semver_version_list_push(list, misaligned(version)));
    CHECK_PASSES(refused("semver_version_list_push", NULL));
    /* The same memory cannot hold both objects. */
    CHECK(!semver_version_list_push(list, (semver_version *)list));
    CHECK_PASSES(refused("semver_version_list_push", NULL));
    CHECK(semver_version_list_len(list) == 4);
    CHECK(semver_version_list_push(list, version) && semver_version_list_len(list) == 5);
    semver_version_list_free(list);
    return succeeded();
}

static int index_out_of_range_panics(void) {
    semver_version_list *list = list_of(FOUR);
    CHECK(semver_version_list_get(list, 4) == NULL);
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    semver_last_error(&error);
    CHECK(strstr(error.file, "list.rs") != NULL && error.line > 0 && error.column > 0);
    CHECK_PASSES(failed("semver_version_list_get", FFI_GUARD_PANIC, 0,
                        "index out of bounds: the len is 4 but the index is 4"));
    CHECK(semver_version_list_get(list, SIZE_MAX) == NULL);
    char message[80];
    snprintf(message, sizeof message, "index out of bounds: the len is 4 but the index is %zu", SIZE_MAX);
    CHECK_PASSES(failed("semver_version_list_get", FFI_GUARD_PANIC, 0, message));
    semver_version *last = semver_version_list_get(list, 3);
    CHECK_PASSES(is_written(last, "1.2.0-rc.1"));
    semver_version_free(last);
    semver_version_list_free(list);
    CHECK_PASSES(succeeded());
    CHECK(semver_version_list_get(NULL, 0) == NULL);
    return refused("semver_version_list_get", "argument `version_list` is null");
}

static int best(void) {
    semver_version_list *list = list_of(FOUR), *empty = semver_version_list_new();
    semver_version_req *one = req_of("^1"), *three = req_of("^3");
    semver_version *version = semver_version_list_best(list, one);
    CHECK_PASSES(is_written(version, "1.10.0"));
    semver_version_free(version);
    /* Finding no version is not a failure. */
    CHECK(semver_version_list_best(list, three) == NULL && semver_version_list_best(empty, one) == NULL);
    CHECK_PASSES(succeeded());
    CHECK(semver_version_list_best(NULL, one) == NULL);
    CHECK_PASSES(refused("semver_version_list_best", "argument `version_list` is null"));
    CHECK(semver_version_list_best(list, NULL) == NULL);
    CHECK_PASSES(refused("semver_version_list_best", "argument `req` is null"));
    semver_version_req_free(one);
    semver_version_req_free(three);
    semver_version_list_free(list);
    semver_version_list_free(empty);
    return 0;
}

/* The data of a comparator. */
struct calls {
    int count;
    int sign;
};

static int32_t by_major(const semver_parts *a, const semver_parts *b, void *data) {
    struct calls *calls = data;
    calls->count++;
    return calls->sign * ((a->major > b->major) - (a->major < b->major));
}

static int list_is_written(const semver_version_list *list, const char *const *expected) {
    CHECK(semver_version_list_len(list) > 0);
    for (size_t i = 0; i < semver_version_list_len(list); i++) {
        semver_version *version = semver_version_list_get(list, i);
        CHECK_PASSES(is_written(version, expected[i]));
        semver_version_free(version);
    }
    return 0;
}

static int sorted_by_c(void) {
    static const char *const UP[] = {"1.2.0", "1.10.0", "1.2.0-rc.1", "2.0.0"};
    static const char *const DOWN[] = {"2.0.0", "1.2.0", "1.10.0", "1.2.0-rc.1"};
    semver_version_list *list = list_of(FOUR);
    struct calls calls = {0, 1};
    CHECK(semver_version_list_sort(list, by_major, &calls) && calls.count >= 3);
    /* Elements that compare equal keep their order. */
    CHECK_PASSES(list_is_written(list, UP));
    calls.sign = -1;
    CHECK(semver_version_list_sort(list, by_major, &calls));
    CHECK_PASSES(list_is_written(list, DOWN));
    CHECK_PASSES(succeeded());
    CHECK(!semver_version_list_sort(list, NULL, &calls));
    CHECK_PASSES(refused("semver_version_list_sort", "argument `compare` is null"));
    CHECK(!semver_version_list_sort(NULL, by_major, &calls));
    CHECK_PASSES(refused("semver_version_list_sort", "argument `version_list` is null"));
    CHECK_PASSES(list_is_written(list, DOWN));
    semver_version_list_free(list);
    return 0;
}

/* Enough versions that an unstable sort would reorder equal ones. */
static int equals_keep_their_order(void) {
    enum { VERSIONS = 300 };
    semver_version_list *list = semver_version_list_new();
    struct calls calls = {0, 1};
    for (size_t i = 0; i < VERSIONS; i++) {
        CHECK(semver_version_list_push(list, semver_version_new((VERSIONS - i) % 3, i, 0)));
    }
    CHECK(semver_version_list_sort(list, by_major, &calls) && calls.count >= VERSIONS);
    semver_vec_parts parts = semver_version_list_parts(list);
    CHECK(parts.len == VERSIONS);
    for (size_t i = 1; i < VERSIONS; i++) {
        const semver_parts *a = &parts.ptr[i - 1], *b = &parts.ptr[i];
        CHECK(a->major < b->major || (a->major == b->major && a->minor < b->minor));
    }
    semver_vec_parts_free(parts);
    semver_version_list_free(list);
    return succeeded();
}

/* A comparator that itself calls the library, successfully and unsuccessfully. */
static int32_t by_library(const semver_parts *a, const semver_parts *b, void *data) {
    semver_version *version = semver_version_new(a->major, a->minor, a->patch);
    semver_version *other = semver_version_new(b->major, b->minor, b->patch);
    semver_order order = semver_version_compare(version, other);
    *(int *)data += semver_version_compare(version, NULL) != SEMVER_ORDER_UNKNOWN;
    semver_version_free(version);
    semver_version_free(other);
    return order;
}

static int comparator_calls_the_library(void) {
    static const char *const UP[] = {"1.2.0", "1.2.0-rc.1", "1.10.0", "2.0.0"};
    semver_version_list *list = list_of(FOUR);
    int wrong = 0;
    CHECK(semver_version_list_sort(list, by_library, &wrong) && wrong == 0);
    CHECK_PASSES(list_is_written(list, UP));
    semver_version_list_free(list);
    /* The last error comes from the comparator's call; the sort itself has not failed. */
    return refused("semver_version_compare", "argument `other` is null");
}

static int32_t by_chance(const semver_parts *a, const semver_parts *b, void *data) {
    uint32_t *state = data;
    *state = *state * 1664525 + 1013904223 + (uint32_t)(a->major ^ b->major);
    return (int32_t)*state;
}

/* A comparator that is not an order may make the sort fail, but no version is lost. */
static int comparator_without_an_order(void) {
    enum { VERSIONS = 500 };
    semver_version_list *list = semver_version_list_new();
    char seen[VERSIONS] = {0};
    uint32_t state = 1;
    for (size_t i = 0; i < VERSIONS; i++) {
        CHECK(semver_version_list_push(list, semver_version_new(i, 0, 0)));
    }
    for (int i = 0; i < 20; i++) {
        bool sorted = semver_version_list_sort(list, by_chance, &state);
        CHECK(sorted || semver_last_error(NULL) == FFI_GUARD_PANIC);
    }
    semver_vec_parts parts = semver_version_list_parts(list);
    CHECK(parts.len == VERSIONS);
    for (size_t i = 0; i < VERSIONS; i++) {
        CHECK(seen[parts.ptr[i].major]++ == 0);
    }
    semver_vec_parts_free(parts);
    semver_version_list_free(list);
    return 0;
}

/* Accepts versions by a requirement, with a call of the library for the version that it is lent. */
struct choice {
    semver_version_req *req;
    int calls, fails_at;
};

static int32_t meets(const semver_version *version, bool *out, void *data) {
    struct choice *choice = data;
    *out = semver_version_req_matches(choice->req, version);
    return ++choice->calls == choice->fails_at ? 7 : 0;
}

static int retained_by_c(void) {
    static const char *const KEPT[] = {"1.2.0", "1.10.0"};
    semver_version_list *list = list_of(FOUR);
    struct choice choice = {NULL, 0, 0};
    CHECK(semver_version_req_parse("^1", &choice.req) == SEMVER_OK);
    CHECK(semver_version_list_retain(list, meets, &choice) == SEMVER_OK && choice.calls == 4);
    CHECK(semver_version_list_len(list) == 2);
    CHECK_PASSES(list_is_written(list, KEPT));
    CHECK(semver_version_list_retain(list, NULL, &choice) == SEMVER_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_list_retain", "argument `keep` is null"));
    CHECK(semver_version_list_retain(NULL, meets, &choice) == SEMVER_INVALID_ARGUMENT);
    CHECK_PASSES(refused("semver_version_list_retain", "argument `version_list` is null"));
    CHECK(choice.calls == 4);
    semver_version_req_free(choice.req);
    semver_version_list_free(list);
    return 0;
}

static int32_t unanswered(const semver_version *version, bool *out, void *data) {
    (void)version, (void)data;
    memset(out, 2, sizeof *out);
    return 0;
}

static int a_failure_of_keep_changes_nothing(void) {
    semver_version_list *list = list_of(FOUR);
    struct choice choice = {NULL, 0, 3};
    CHECK(semver_version_req_parse("^2", &choice.req) == SEMVER_OK);
    CHECK(semver_version_list_retain(list, meets, &choice) == SEMVER_CALLBACK && choice.calls == 3);
    CHECK_PASSES(failed("semver_version_list_retain", FFI_GUARD_ERROR, SEMVER_CALLBACK, "callback `keep` returned 7"));
    CHECK(semver_version_list_retain(list, unanswered, NULL) == SEMVER_CALLBACK);
    CHECK_PASSES(failed("semver_version_list_retain", FFI_GUARD_ERROR, SEMVER_CALLBACK,
                        "the result of callback `keep` is 2, and a `bool` is 0 or 1"));
    CHECK_PASSES(list_is_written(list, FOUR));
    semver_version_req_free(choice.req);
    semver_version_list_free(list);
    return 0;
}

static int parts_of_all(void) {
    semver_version_list *list = list_of(FOUR), *empty = semver_version_list_new();
    semver_vec_parts parts = semver_version_list_parts(list);
    semver_version_list_free(list);
    CHECK(parts.ptr != NULL && parts.len == 4);
    CHECK(parts.ptr[2].major == 1 && parts.ptr[2].minor == 10 && parts.ptr[2].patch == 0);
    CHECK(!parts.ptr[2].prerelease && parts.ptr[3].prerelease);
    /* The caller owns the parts and may modify them. */
    memset(parts.ptr, 0, parts.len * sizeof *parts.ptr);
    semver_vec_parts_free(parts);
    parts = semver_version_list_parts(empty);
    CHECK(parts.len == 0);
    semver_vec_parts_free(parts);
    semver_version_list_free(empty);
    CHECK_PASSES(succeeded());
    parts = semver_version_list_parts(NULL);
    CHECK(parts.ptr == NULL && parts.len == 0);
    semver_vec_parts_free(parts);
    return refused("semver_version_list_parts", "argument `version_list` is null");
}

static int len_of_nothing(void) {
    CHECK(semver_version_list_len(NULL) == 0);
    return refused("semver_version_list_len", "argument `version_list` is null");
}

static const struct test TESTS[] = {
    {"req_parsed", req_parsed},
    {"no_req", no_req},
    {"matches", matches},
    {"pushed_and_got", pushed_and_got},
    {"push_consumes_nothing_that_it_refuses", push_consumes_nothing_that_it_refuses},
    {"index_out_of_range_panics", index_out_of_range_panics},
    {"best", best},
    {"sorted_by_c", sorted_by_c},
    {"equals_keep_their_order", equals_keep_their_order},
    {"comparator_calls_the_library", comparator_calls_the_library},
    {"comparator_without_an_order", comparator_without_an_order},
    {"retained_by_c", retained_by_c},
    {"a_failure_of_keep_changes_nothing", a_failure_of_keep_changes_nothing},
    {"parts_of_all", parts_of_all},
    {"len_of_nothing", len_of_nothing},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
