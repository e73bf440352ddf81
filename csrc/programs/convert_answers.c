/* Each kind of return value of the Rust form, first on success, then on failure. */
#include "convert.h"
#include "runner.h"

static int failed(int kind, int code, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(convert_last_error(&error) == kind);
    CHECK(error.code == code);
    if (strcmp(error.message, message) != 0) {
        printf("message: %s\n", error.message);
        return __LINE__;
    }
    convert_clear_last_error();
    return 0;
}

static int succeeded(void) {
    CHECK(convert_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

static int result(void) {
    CHECK(convert_result(0) == 7);
    CHECK_PASSES(succeeded());
    CHECK(convert_result(42) == -1042);
    CHECK_PASSES(failed(FFI_GUARD_ERROR, 42, "code 42"));
    /* A code that is not positive is ignored: negative statuses are reserved for the guard. */
    CHECK(convert_result(-42) == -1000);
    CHECK_PASSES(failed(FFI_GUARD_ERROR, 0, "code -42"));
    CHECK(convert_result(4) == -1000);
    return failed(FFI_GUARD_PANIC, 0, "4 panics");
}

static int status(void) {
    int32_t out = 1;
    CHECK(convert_status(0, &out) == 0 && out == 7);
    CHECK_PASSES(succeeded());
    out = 1;
    CHECK(convert_status(42, &out) == 42 && out == 1);
    CHECK_PASSES(failed(FFI_GUARD_ERROR, 42, "code 42"));
    CHECK(convert_status(-42, &out) == -FFI_GUARD_ERROR && out == 1);
    CHECK_PASSES(failed(FFI_GUARD_ERROR, 0, "code -42"));
    CHECK(convert_status(4, &out) == -FFI_GUARD_PANIC && out == 1);
    CHECK_PASSES(failed(FFI_GUARD_PANIC, 0, "4 panics"));
    CHECK(convert_status(0, NULL) == -FFI_GUARD_INVALID_ARGUMENT);
    return failed(FFI_GUARD_INVALID_ARGUMENT, 0, "argument `out` is null");
}

/* The author's error type panics when it is formatted or dropped. */
static int errors_that_misbehave(void) {
    int32_t out = 1;
    CHECK(convert_status(1, &out) == -FFI_GUARD_PANIC && out == 1);
    CHECK_PASSES(failed(FFI_GUARD_PANIC, 0, "Display panics"));
    CHECK(convert_status(2, &out) == -FFI_GUARD_PANIC && out == 1);
    CHECK_PASSES(failed(FFI_GUARD_PANIC, 0, "panicked in drop"));
    CHECK(convert_status(3, &out) == -FFI_GUARD_ERROR && out == 1);
    return failed(FFI_GUARD_ERROR, 0, "clears the last error");
}

static int empty_status(void) {
    CHECK(convert_empty_status(0) == 0);
    CHECK_PASSES(succeeded());
    CHECK(convert_empty_status(9) == -FFI_GUARD_ERROR);
    return failed(FFI_GUARD_ERROR, 0, "no 9");
}

static int status_of_the_library(void) {
    int32_t out = 1;
    CHECK(convert_verdict(0, &out) == 100 && out == 7);
    CHECK_PASSES(succeeded());
    CHECK(convert_verdict(42, &out) == 102 && out == 7);
    CHECK_PASSES(failed(FFI_GUARD_ERROR, 42, "code 42"));
    CHECK(convert_verdict(4, &out) == 103);
    CHECK_PASSES(failed(FFI_GUARD_PANIC, 0, "4 panics"));
    CHECK(convert_verdict(0, NULL) == 101);
    return failed(FFI_GUARD_INVALID_ARGUMENT, 0, "argument `out` is null");
}

static int status_and_owner(void) {
    char elsewhere;
    convert_counter *counter = (convert_counter *)&elsewhere;
    CHECK(convert_status_box(-1, &counter) == -FFI_GUARD_ERROR && counter == NULL);
    CHECK_PASSES(failed(FFI_GUARD_ERROR, 0, "negative"));
    CHECK(convert_status_box(3, &counter) == 0 && counter != NULL && convert_alive() == 1);
    CHECK(convert_take(counter, "") == 3);
    return succeeded();
}

static int status_and_text(void) {
    char elsewhere;
    char *text = &elsewhere;
    CHECK(convert_status_text("", &text) == -FFI_GUARD_ERROR && text == NULL);
    CHECK_PASSES(failed(FFI_GUARD_ERROR, 0, "empty"));
    CHECK(convert_status_text("abc", &text) == 0 && strcmp(text, "ABC") == 0);
    convert_string_free(text);
    return succeeded();
}

static int owner(void) {
    convert_counter *counter = convert_new(2);
    CHECK(counter != NULL && convert_take(counter, "") == 2);
    CHECK_PASSES(succeeded());
    CHECK(convert_new(-2) == NULL);
    return failed(FFI_GUARD_PANIC, 0, "-2 is negative");
}

static int optional_owner(void) {
    CHECK(convert_new_optional(0) == NULL);
    CHECK(convert_take(convert_new_optional(3), "") == 3);
    return succeeded();
}

static int text(void) {
    char *text = convert_string("gr\xc3\xb6" "sser");
    CHECK(text != NULL && strcmp(text, "GR\xc3\x96SSER") == 0);
    convert_string_free(text);
    text = convert_string("");
    CHECK(text != NULL && *text == '\0');
    convert_string_free(text);
    convert_string_free(NULL);
    CHECK_PASSES(succeeded());
    CHECK(convert_string("ab#c") == NULL);
    return failed(FFI_GUARD_ERROR, 0, "the text for C has a NUL at byte 2, where it would end");
}

static int optional_text(void) {
    char *text = convert_optional_string("a");
    CHECK(text != NULL && strcmp(text, "A") == 0);
    convert_string_free(text);
    CHECK(convert_optional_string("") == NULL);
    return succeeded();
}

static int c_string(void) {
    char *text = convert_c_string(3);
    CHECK(text != NULL && strcmp(text, "aaa") == 0);
    convert_string_free(text);
    return succeeded();
}

static int list(void) {
    convert_vec_i32 vec = convert_list(3);
    CHECK(vec.len == 3 && vec.ptr[0] == 0 && vec.ptr[2] == 2);
    vec.ptr[0] = 7;
    /* The contents are unchanged when it is passed back as an argument. */
    CHECK(convert_slice(vec.ptr, vec.len) == 10);
    convert_vec_i32_free(vec);
    CHECK_PASSES(succeeded());
    vec = convert_list(101);
    CHECK(vec.ptr == NULL && vec.len == 0);
    convert_vec_i32_free(vec);
    return failed(FFI_GUARD_PANIC, 0, "101 is too much");
}

/* The pointer of an empty list is not NULL, which distinguishes it from no list. */
static int empty_list(void) {
    convert_vec_i32 vec = convert_list(0);
    int64_t sum = 0;
    CHECK(vec.ptr != NULL && vec.len == 0);
    for (const int32_t *at = vec.ptr; at != vec.ptr + vec.len; at++) {
        sum += *at;
    }
    CHECK(sum == 0 && convert_slice(vec.ptr, vec.len) == 0);
    convert_vec_i32_free(vec);
    vec = convert_optional_list(0);
    CHECK(vec.ptr != NULL && vec.len == 0);
    convert_vec_i32_free(vec);
    vec = convert_optional_list(-1);
    CHECK(vec.ptr == NULL && vec.len == 0);
    convert_vec_i32_free(vec);
    return succeeded();
}

static int list_or_error(void) {
    convert_vec_point vec = convert_result_list(2);
    CHECK(vec.len == 2 && vec.ptr[1].x > 0.9 && vec.ptr[1].y < -0.9);
    convert_vec_point_free(vec);
    CHECK_PASSES(succeeded());
    vec = convert_result_list(-1);
    CHECK(vec.ptr == NULL && vec.len == 0);
    return failed(FFI_GUARD_ERROR, 0, "negative");
}

static int status_and_list(void) {
    convert_point elsewhere;
    convert_vec_point vec = {&elsewhere, 1};
    CHECK(convert_status_list(-1, &vec) == -FFI_GUARD_ERROR && vec.ptr == NULL && vec.len == 0);
    CHECK_PASSES(failed(FFI_GUARD_ERROR, 0, "negative"));
    CHECK(convert_status_list(5, &vec) == 0 && vec.len == 5 && vec.ptr[4].x > 3.9);
    convert_vec_point_free(vec);
    CHECK_PASSES(succeeded());
    CHECK(convert_status_list(5, NULL) == -FFI_GUARD_INVALID_ARGUMENT);
    return failed(FFI_GUARD_INVALID_ARGUMENT, 0, "argument `out` is null");
}

/* The elements' own memory is freed with the list, and a panic in a destructor does not reach C. */
static int list_of_owners(void) {
    convert_vec_ticket vec = convert_tickets(1, 4);
    CHECK(vec.len == 4 && vec.ptr[3].number == 4 && convert_alive() == 4);
    convert_vec_ticket_free(vec);
    CHECK(convert_alive() == 0);
    CHECK_PASSES(succeeded());
    vec = convert_tickets(12, 3);
    CHECK(convert_alive() == 3);
    convert_vec_ticket_free(vec);
    CHECK(convert_alive() == 0);
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(convert_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.function, "convert_vec_ticket_free") == 0);
    return failed(FFI_GUARD_PANIC, 0, "13 panics when dropped");
}

static int values(void) {
    convert_point point = convert_point_of(1.5);
    CHECK(point.x > 1.4 && point.x < 1.6 && point.y > 2.9 && point.y < 3.1);
    CHECK(convert_color_of(true) == CONVERT_GREEN && convert_color_of(false) == CONVERT_RED);
    CHECK_PASSES(succeeded());
    point = convert_point_of(-1.0);
    CHECK(point.x != point.x);
    return failed(FFI_GUARD_PANIC, 0, "negative");
}

static const struct test TESTS[] = {
    {"result", result},
    {"status", status},
    {"errors_that_misbehave", errors_that_misbehave},
    {"empty_status", empty_status},
    {"status_of_the_library", status_of_the_library},
    {"status_and_owner", status_and_owner},
    {"status_and_text", status_and_text},
    {"owner", owner},
    {"optional_owner", optional_owner},
    {"text", text},
    {"optional_text", optional_text},
    {"c_string", c_string},
    {"list", list},
    {"empty_list", empty_list},
    {"list_or_error", list_or_error},
    {"status_and_list", status_and_list},
    {"list_of_owners", list_of_owners},
    {"values", values},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
