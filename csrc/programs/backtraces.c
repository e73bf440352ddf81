/* The backtrace of the last error: which failure it belongs to, which frames it names, and how long it is kept. */
#define _POSIX_C_SOURCE 200809L

#include "backtraces.h"
#include "runner.h"

#include <pthread.h>

static char text[1 << 20];

/* Returns whether there is a backtrace; stores all of it in `text`. */
static int is_there(void) {
    size_t length = traced_last_error_backtrace(text, sizeof text);
    return length > 0 && length < sizeof text && length == strlen(text);
}

static int names(const char *function) {
    if (is_there() && strstr(text, function) != NULL) {
        return 1;
    }
    printf("no `%s` in: %s\n", function, text);
    return 0;
}

static int none(void) {
    text[0] = 'x';
    return traced_last_error_backtrace(text, sizeof text) == 0 && text[0] == '\0';
}

static int none_without_a_failure(void) {
    CHECK(none());
    CHECK(traced_even(2) == 2);
    CHECK(none());
    CHECK(traced_last_error_backtrace(NULL, 0) == 0);
    return 0;
}

/* The backtrace starts at the frame that panicked, not at the one that caught the panic. */
static int names_the_function_that_panicked(void) {
    CHECK(traced_even(1) == -1);
    CHECK(names("inner_frame") && names("outer_frame") && names("traced_even"));
    /* A second read, and a read after a success, return the same backtrace. */
    CHECK(names("inner_frame"));
    CHECK(traced_even(2) == 2);
    return names("inner_frame") ? 0 : __LINE__;
}

static int other_failures_begin_in_the_function(void) {
    CHECK(traced_text(NULL) == -1);
    CHECK(names("traced_text") && strstr(text, "inner_frame") == NULL);
    CHECK(traced_text("") == -1);
    CHECK(traced_last_error(NULL) == FFI_GUARD_ERROR);
    return names("traced_text") ? 0 : __LINE__;
}

static int a_later_failure_without_one_has_none(void) {
    CHECK(traced_even(1) == -1 && is_there());
    CHECK(traced_any() == -1);
    CHECK(traced_last_error(NULL) == FFI_GUARD_PANIC);
    return none() ? 0 : __LINE__;
}

static int clear_drops_it(void) {
    CHECK(traced_even(1) == -1 && is_there());
    traced_clear_last_error();
    return none() ? 0 : __LINE__;
}

/* The fallback makes other guarded functions fail. The last error still describes the outer call, with its own
 * backtrace. */
static int the_outer_failure_keeps_its_own(void) {
    const int32_t odd = 1;
    CHECK(traced_nested(&odd) == -3);
    CHECK(names("traced_nested"));
    CHECK(strstr(text, "traced_elsewhere") == NULL);
    return 0;
}

/* The frames of the hook, of std and of the guard are left out, and the remaining frames are numbered from 0. */
static int begins_in_the_library(void) {
    CHECK(traced_even(1) == -1 && is_there());
    CHECK(strncmp(text, "   0: ffi_guard_fixture_traced::inner_frame", 43) == 0);
    CHECK(strstr(text, "\n   1: ffi_guard_fixture_traced::outer_frame") != NULL);
    CHECK(traced_text(NULL) == -1 && is_there());
    CHECK(strncmp(text, "   0: ffi_guard_fixture_traced::", 32) == 0);
    return 0;
}

static int told;

/* Reads the backtrace of the reported failure, then clears the last error. */
static void look_and_clear(const ffi_guard_error *error, void *data) {
    (void)data;
    told += error->kind == FFI_GUARD_PANIC && names("inner_frame");
    traced_text(NULL);
    traced_clear_last_error();
}

static int an_error_callback_has_that_of_its_failure(void) {
    CHECK(traced_text(NULL) == -1 && is_there());
    traced_set_error_callback(look_and_clear, NULL);
    CHECK(traced_even(1) == -1 && told == 1);
    traced_set_error_callback(NULL, NULL);
    return names("inner_frame") ? 0 : __LINE__;
}

static int what_does_not_fit_is_cut(void) {
    CHECK(traced_even(1) == -1 && is_there());
    size_t length = strlen(text);
    char part[100];
    for (size_t size = 1; size <= sizeof part; size++) {
        memset(part, '#', sizeof part);
        CHECK(traced_last_error_backtrace(part, size) == length);
        size_t written = strlen(part);
        CHECK(written < size && strncmp(part, text, written) == 0);
        /* A UTF-8 character is never cut in half. */
        CHECK(written + 4 >= size);
        CHECK(size == sizeof part || part[size] == '#');
    }
    CHECK(traced_last_error_backtrace(NULL, 0) == length);
    return 0;
}

static void *fail_elsewhere(void *data) {
    (void)data;
    static char elsewhere[1 << 20];
    int is_alone = traced_last_error_backtrace(elsewhere, sizeof elsewhere) == 0;
    int failed = traced_text(NULL) == -1;
    size_t length = traced_last_error_backtrace(elsewhere, sizeof elsewhere);
    return is_alone && failed && length > 0 && strstr(elsewhere, "inner_frame") == NULL ? elsewhere : NULL;
}

static int each_thread_has_its_own(void) {
    CHECK(traced_even(1) == -1 && is_there());
    for (int i = 0; i < 20; i++) {
        pthread_t thread;
        void *passed = NULL;
        CHECK(pthread_create(&thread, NULL, fail_elsewhere, NULL) == 0);
        CHECK(pthread_join(thread, &passed) == 0 && passed != NULL);
    }
    return names("inner_frame") ? 0 : __LINE__;
}

/* Run under a checker, which reports leaks. backtraces_many.c measures memory over many more failures. */
static int nothing_is_left_of_a_thousand(void) {
    for (int i = 0; i < 1000; i++) {
        CHECK(traced_even(1) == -1);
    }
    return names("inner_frame") ? 0 : __LINE__;
}

static const struct test TESTS[] = {
    {"none_without_a_failure", none_without_a_failure},
    {"names_the_function_that_panicked", names_the_function_that_panicked},
    {"other_failures_begin_in_the_function", other_failures_begin_in_the_function},
    {"a_later_failure_without_one_has_none", a_later_failure_without_one_has_none},
    {"clear_drops_it", clear_drops_it},
    {"the_outer_failure_keeps_its_own", the_outer_failure_keeps_its_own},
    {"begins_in_the_library", begins_in_the_library},
    {"an_error_callback_has_that_of_its_failure", an_error_callback_has_that_of_its_failure},
    {"what_does_not_fit_is_cut", what_does_not_fit_is_cut},
    {"each_thread_has_its_own", each_thread_has_its_own},
    {"nothing_is_left_of_a_thousand", nothing_is_left_of_a_thousand},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
