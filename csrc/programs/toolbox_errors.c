/* Tests of the error functions: what each returns, when, for how long, and on which thread. */
#define _POSIX_C_SOURCE 200809L

#include "runner.h"
#include "toolbox.h"

#include <pthread.h>
#include <stdlib.h>

/* A struct of a later version of the header, or an earlier one followed by other data. */
struct larger {
    ffi_guard_error error;
    unsigned char tail[32];
};

static int all_bytes_are(const void *start, size_t count, int value) {
    const unsigned char *bytes = start;
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != value) {
            return 0;
        }
    }
    return 1;
}

static int nothing_before_the_first_failure(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_last_error(NULL) == FFI_GUARD_NONE);
    CHECK(strcmp(toolbox_last_error_message(), "") == 0);
    memset(&error, 0xAA, sizeof error);
    error.size = sizeof error;
    CHECK(toolbox_last_error(&error) == FFI_GUARD_NONE);
    CHECK(error.size == sizeof error);
    CHECK(error.kind == FFI_GUARD_NONE && error.code == 0 && error.count == 0);
    CHECK(error.line == 0 && error.column == 0);
    CHECK(error.function == NULL && error.message == NULL && error.file == NULL);
    return 0;
}

static int every_member_of_a_failure(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_fail_here(-3) == -1);
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.size == sizeof error);
    CHECK(error.kind == FFI_GUARD_PANIC);
    CHECK(error.code == 0);
    CHECK(error.line == toolbox_here());
    CHECK(error.column == 9);
    CHECK(strcmp(error.function, "toolbox_fail_here") == 0);
    CHECK(strcmp(error.message, "-3 is negative") == 0);
    CHECK(strcmp(error.file + strlen(error.file) - strlen("src/messages.rs"), "src/messages.rs") == 0);
    CHECK(error.count == 1);
    return 0;
}

static int out_may_be_null(void) {
    CHECK(toolbox_c_form(-1) == -1);
    CHECK(toolbox_last_error(NULL) == FFI_GUARD_PANIC);
    return 0;
}

static int out_may_be_misaligned(void) {
    ffi_guard_error errors[2];
    memset(errors, 0xAA, sizeof errors);
    CHECK(toolbox_c_form(-1) == -1);
    CHECK(toolbox_last_error((void *)((char *)errors + 1)) == FFI_GUARD_PANIC);
    CHECK(all_bytes_are(errors, sizeof errors, 0xAA));
    return 0;
}

/* With a size below version 1 nothing is written, not even zeros; the kind is still returned. */
static int smaller_writes_nothing(void) {
    ffi_guard_error error;
    CHECK(toolbox_c_form(-1) == -1);
    for (size_t size = 0; size < sizeof error; size++) {
        memset(&error, 0xAA, sizeof error);
        error.size = size;
        CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC);
        CHECK(error.size == size);
        CHECK(all_bytes_are(&error.kind, sizeof error - sizeof error.size, 0xAA));
    }
    toolbox_clear_last_error();
    CHECK(toolbox_last_error(&error) == FFI_GUARD_NONE);
    CHECK(all_bytes_are(&error.kind, sizeof error - sizeof error.size, 0xAA));
    return 0;
}

static int larger_zeroes_the_tail(void) {
    struct larger larger;
    for (int failed = 0; failed < 2; failed++) {
        memset(&larger, 0xAA, sizeof larger);
        larger.error.size = sizeof larger.error + 16;
        CHECK(toolbox_last_error(&larger.error) == (failed ? FFI_GUARD_PANIC : FFI_GUARD_NONE));
        CHECK(larger.error.size == sizeof larger.error + 16);
        CHECK(all_bytes_are(larger.tail, 16, 0));
        CHECK(all_bytes_are(larger.tail + 16, 16, 0xAA));
        CHECK(larger.error.count == (uint64_t)failed);
        CHECK(toolbox_c_form(-1) == -1);
    }
    return 0;
}

/* Like errno, a success does not change the last error. */
static int success_leaves_it(void) {
    ffi_guard_error before = FFI_GUARD_ERROR_INIT;
    ffi_guard_error after = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_c_form(-1) == -1);
    toolbox_last_error(&before);
    for (int32_t i = 0; i < 1000; i++) {
        CHECK(toolbox_c_form(i) == i);
    }
    CHECK(toolbox_last_error(&after) == FFI_GUARD_PANIC);
    CHECK(memcmp(&before, &after, sizeof before) == 0);
    CHECK(strcmp(after.message, "-1 is negative") == 0);
    return 0;
}

static int failure_replaces_it(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_c_form(-1) == -1 && toolbox_renamed(-22) == -1);
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.function, "toolbox_renamed") == 0);
    CHECK(strcmp(error.message, "-22 is negative") == 0);
    CHECK(error.count == 2);
    return 0;
}

static int clear_forgets_it(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    toolbox_clear_last_error();
    CHECK(toolbox_c_form(-1) == -1);
    toolbox_clear_last_error();
    toolbox_clear_last_error();
    CHECK(toolbox_last_error(&error) == FFI_GUARD_NONE);
    CHECK(error.function == NULL && error.message == NULL && error.count == 0);
    CHECK(strcmp(toolbox_last_error_message(), "") == 0);
    CHECK(toolbox_c_form(-1) == -1);
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC && error.count == 2);
    return 0;
}

/* The strings stay valid until the next failure or clear, regardless of successes in between. */
static int strings_live_until_the_next_failure(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_c_form(-1) == -1);
    toolbox_last_error(&error);
    const char *message = toolbox_last_error_message();
    CHECK(message == error.message);
    for (int32_t i = 0; i < 100; i++) {
        ffi_guard_error again = FFI_GUARD_ERROR_INIT;
        CHECK(toolbox_call(toolbox_c_form, i) == i);
        toolbox_last_error(&again);
        CHECK(again.message == message && again.file == error.file);
    }
    CHECK(strcmp(message, "-1 is negative") == 0);
    CHECK(strcmp(error.function, "toolbox_c_form") == 0);
    return 0;
}

static void *other_thread(void *data) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    int *line = data;
    *line = __LINE__;
    if (toolbox_last_error(&error) != FFI_GUARD_NONE) return NULL;
    *line = __LINE__;
    if (toolbox_c_form(-77) != -1 || toolbox_last_error(&error) != FFI_GUARD_PANIC) return NULL;
    *line = __LINE__;
    if (error.count != 1 || strcmp(error.message, "-77 is negative") != 0) return NULL;
    toolbox_clear_last_error();
    *line = 0;
    return NULL;
}

static int each_thread_has_its_own(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_c_form(-1) == -1);
    for (int i = 0; i < 4; i++) {
        pthread_t thread;
        int line = 0;
        CHECK(pthread_create(&thread, NULL, other_thread, &line) == 0);
        CHECK(pthread_join(thread, NULL) == 0);
        CHECK_PASSES(line);
    }
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.count == 1 && strcmp(error.message, "-1 is negative") == 0);
    return 0;
}

static int message_is_never_null(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_last_error_message() != NULL);
    CHECK(toolbox_fail_empty() == -1);
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.message != NULL && error.message[0] == '\0');
    CHECK(toolbox_last_error_message() == error.message);
    CHECK(toolbox_fail_any() == -1);
    toolbox_last_error(&error);
    CHECK(strcmp(error.message, "panic payload is not a string") == 0);
    CHECK(strcmp(error.file, "") == 0 && error.line == 0 && error.column == 0);
    return 0;
}

static int place_is_unknown_past_the_hook(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_fail_unseen() == -1);
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.message, "past the hook") == 0);
    CHECK(strcmp(error.file, "") == 0 && error.line == 0 && error.column == 0);
    return 0;
}

static int nul_is_replaced(void) {
    CHECK(toolbox_fail_nul() == -1);
    CHECK(strcmp(toolbox_last_error_message(), "before\xEF\xBF\xBD" "after") == 0);
    return 0;
}

/* A message has at most 1,023 bytes, ends in a whole character, and is marked if truncated. */
static int long_messages_are_cut(void) {
    const size_t sign = 3;
    for (size_t offset = 0; offset < 3; offset++) {
        CHECK(toolbox_fail_long(offset, 341 - offset) == -1);
        CHECK(strlen(toolbox_last_error_message()) == offset + 3 * (341 - offset));
        CHECK(toolbox_fail_long(offset, 100000) == -1);
        const char *message = toolbox_last_error_message();
        size_t whole = (1023 - sign - offset) / 3;
        CHECK(strlen(message) == offset + 3 * whole + sign);
        CHECK(strcmp(message + strlen(message) - sign, "\xE2\x80\xA6") == 0);
    }
    return 0;
}

static const struct test TESTS[] = {
    {"nothing_before_the_first_failure", nothing_before_the_first_failure},
    {"every_member_of_a_failure", every_member_of_a_failure},
    {"out_may_be_null", out_may_be_null},
    {"out_may_be_misaligned", out_may_be_misaligned},
    {"smaller_writes_nothing", smaller_writes_nothing},
    {"larger_zeroes_the_tail", larger_zeroes_the_tail},
    {"success_leaves_it", success_leaves_it},
    {"failure_replaces_it", failure_replaces_it},
    {"clear_forgets_it", clear_forgets_it},
    {"strings_live_until_the_next_failure", strings_live_until_the_next_failure},
    {"each_thread_has_its_own", each_thread_has_its_own},
    {"message_is_never_null", message_is_never_null},
    {"place_is_unknown_past_the_hook", place_is_unknown_past_the_hook},
    {"nul_is_replaced", nul_is_replaced},
    {"long_messages_are_cut", long_messages_are_cut},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
