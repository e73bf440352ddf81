/* Tests of a library's error callback. */
#define _POSIX_C_SOURCE 200809L

#include "runner.h"
#include "toolbox.h"

#include <pthread.h>
#include <stdatomic.h>

/* The values that a callback received, and the last error during it. */
struct seen {
    int calls;
    int line;
    uint64_t count;
    char message[64];
    pthread_t thread;
};

static void note(const ffi_guard_error *error, void *data) {
    struct seen *seen = data;
    seen->calls++;
    seen->count = error->count;
    seen->thread = pthread_self();
    snprintf(seen->message, sizeof seen->message, "%s", error->message);
}

static int told_of_each_failure(void) {
    struct seen seen = {0};
    toolbox_set_error_callback(note, &seen);
    CHECK(toolbox_c_form(5) == 5 && seen.calls == 0);
    CHECK(toolbox_c_form(-5) == -1 && seen.calls == 1);
    CHECK(strcmp(seen.message, "-5 is negative") == 0);
    CHECK(toolbox_c_form(-6) == -1 && seen.calls == 2);
    CHECK(strcmp(seen.message, "-6 is negative") == 0);
    CHECK(pthread_equal(seen.thread, pthread_self()));
    toolbox_set_error_callback(NULL, &seen);
    CHECK(toolbox_c_form(-7) == -1 && seen.calls == 2);
    return 0;
}

static void check_members(const ffi_guard_error *error, void *data) {
    struct seen *seen = data;
    seen->calls++;
    seen->line = __LINE__;
    if (error->size != sizeof *error || error->kind != FFI_GUARD_PANIC || error->code != 0) return;
    seen->line = __LINE__;
    if (error->line != toolbox_here() || error->column != 9) return;
    seen->line = __LINE__;
    if (strcmp(error->function, "toolbox_fail_here") != 0) return;
    seen->line = __LINE__;
    if (error->file == NULL || strstr(error->file, "messages.rs") == NULL) return;
    seen->line = __LINE__;
    if (error->count != 1 || strcmp(error->message, "-4 is negative") != 0) return;
    seen->line = __LINE__;
    /* During the callback, the reported failure is the last error. */
    if (toolbox_last_error(NULL) != FFI_GUARD_PANIC) return;
    seen->line = __LINE__;
    if (strcmp(toolbox_last_error_message(), error->message) != 0) return;
    seen->line = 0;
}

static int told_every_member(void) {
    struct seen seen = {0};
    toolbox_set_error_callback(check_members, &seen);
    CHECK(toolbox_fail_here(-4) == -1);
    CHECK_PASSES(seen.line);
    CHECK(seen.calls == 1 && toolbox_last_error(NULL) == FFI_GUARD_PANIC);
    return 0;
}

static void expect_null(const ffi_guard_error *error, void *data) {
    if (data == NULL && error->kind == FFI_GUARD_PANIC) {
        toolbox_set_error_callback(NULL, NULL);
    }
}

static int data_may_be_null(void) {
    toolbox_set_error_callback(expect_null, NULL);
    CHECK(toolbox_c_form(-1) == -1);
    return 0;
}

/* Several callbacks with different data: each checks that it receives its own data. */
static atomic_int mismatches;
static atomic_int calls;
static int first_data;
static int second_data;

static void first(const ffi_guard_error *error, void *data) {
    calls++;
    mismatches += error == NULL || data != &first_data;
}

static void second(const ffi_guard_error *error, void *data) {
    calls++;
    mismatches += error == NULL || data != &second_data;
}

static atomic_int running;

static void *fail_often(void *data) {
    for (int i = 0; i < 2000; i++) {
        if (toolbox_c_form(-1) != -1) {
            *(int *)data = __LINE__;
        }
    }
    running--;
    return NULL;
}

/* Function and data always match, even if they are replaced while other threads fail. */
static int function_and_data_stay_a_pair(void) {
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    int lines[THREADS] = {0};
    running = THREADS;
    toolbox_set_error_callback(first, &first_data);
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, fail_often, &lines[i]) == 0);
    }
    while (running > 0) {
        toolbox_set_error_callback(second, &second_data);
        toolbox_set_error_callback(first, &first_data);
    }
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK_PASSES(lines[i]);
    }
    CHECK(calls == THREADS * 2000);
    CHECK(mismatches == 0);
    return 0;
}

static void *fail_once(void *unused) {
    return toolbox_c_form(-5) == -1 ? unused : NULL;
}

/* Registered on this thread, called on another. */
static int told_on_the_thread_that_failed(void) {
    struct seen seen = {0};
    pthread_t thread;
    void *result = NULL;
    CHECK(toolbox_c_form(-1) == -1 && toolbox_c_form(-1) == -1);
    toolbox_set_error_callback(note, &seen);
    CHECK(pthread_create(&thread, NULL, fail_once, &seen) == 0);
    CHECK(pthread_join(thread, &result) == 0);
    CHECK(result == &seen);
    CHECK(seen.calls == 1 && seen.count == 1);
    CHECK(!pthread_equal(seen.thread, pthread_self()));
    return 0;
}

/* Fails itself. The callback is not called for that failure, which would recurse without end. */
static void call_back_in(const ffi_guard_error *error, void *data) {
    struct seen *seen = data;
    char before[64];
    seen->calls++;
    snprintf(before, sizeof before, "%s", error->message);
    seen->line = __LINE__;
    if (toolbox_renamed(3) != 3 || toolbox_renamed(-3) != -1) return;
    seen->line = __LINE__;
    if (strcmp(toolbox_last_error_message(), "-3 is negative") != 0) return;
    toolbox_clear_last_error();
    seen->line = __LINE__;
    /* The reported error is unaffected by that failure. */
    if (strcmp(error->message, before) != 0 || error->count != 1) return;
    seen->line = 0;
}

static int may_call_guarded_functions(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    struct seen seen = {0};
    toolbox_set_error_callback(call_back_in, &seen);
    CHECK(toolbox_c_form(-5) == -1);
    CHECK_PASSES(seen.line);
    CHECK(seen.calls == 1);
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.function, "toolbox_c_form") == 0 && strcmp(error.message, "-5 is negative") == 0);
    CHECK(error.count == 2);
    return 0;
}

static struct seen replaced;

static void replace_itself(const ffi_guard_error *error, void *data) {
    note(error, data);
    toolbox_set_error_callback(note, &replaced);
}

static int may_replace_itself(void) {
    struct seen seen = {0};
    toolbox_set_error_callback(replace_itself, &seen);
    CHECK(toolbox_c_form(-5) == -1 && seen.calls == 1 && replaced.calls == 0);
    CHECK(toolbox_c_form(-6) == -1 && seen.calls == 1 && replaced.calls == 1);
    CHECK(strcmp(replaced.message, "-6 is negative") == 0);
    return 0;
}

static const struct test TESTS[] = {
    {"told_of_each_failure", told_of_each_failure},
    {"told_every_member", told_every_member},
    {"data_may_be_null", data_may_be_null},
    {"function_and_data_stay_a_pair", function_and_data_stay_a_pair},
    {"told_on_the_thread_that_failed", told_on_the_thread_that_failed},
    {"may_call_guarded_functions", may_call_guarded_functions},
    {"may_replace_itself", may_replace_itself},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
