/* Callbacks that the library borrows: each kind of argument and of result, then each kind of invalid result. */
#include "hooks.h"
#include "runner.h"

#include <pthread.h>

static int failed_with(int32_t kind, const char *function, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(hooks_last_error(&error) == kind);
    if (strcmp(error.function, function) != 0 || strcmp(error.message, message) != 0) {
        printf("%s: %s\n", error.function, error.message);
        return __LINE__;
    }
    hooks_clear_last_error();
    return 0;
}

static int invalid(const char *function, const char *message) {
    return failed_with(FFI_GUARD_INVALID_RESULT, function, message);
}

static int succeeded(void) {
    CHECK(hooks_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

static int64_t values_seen(uint8_t byte, float number, void *passed, bool flag, hooks_point point, uint32_t character,
                           hooks_order order, hooks_twice twice, void *data) {
    CHECK(byte == 255 && number == 0.5f && flag && point.x == 1 && point.y == 2 && character == 0xe9);
    CHECK(order == HOOKS_LESS && twice(4) == 8 && passed == data);
    return -7;
}

static int values(void) {
    int data = 0;
    CHECK(hooks_values(values_seen, &data, &data) == -7);
    return succeeded();
}

static int64_t texts_seen(const char *text, size_t text_len, const char *optional, size_t optional_len,
                          const char *string, const char *optional_string, void *data) {
    CHECK(text_len == 5 && memcmp(text, "a\xc3\xb1\0b", 5) == 0);
    CHECK(strcmp(string, "c") == 0 && optional_len == 0);
    CHECK((optional != NULL) == *(bool *)data && (optional_string != NULL) == *(bool *)data);
    CHECK(optional_string == NULL || strcmp(optional_string, "d") == 0);
    return -7;
}

static int texts(void) {
    bool some = true;
    CHECK(hooks_texts(texts_seen, &some, some) == -7);
    some = false;
    CHECK(hooks_texts(texts_seen, &some, some) == -7);
    return succeeded();
}

static int64_t references_seen(const hooks_order *order, const hooks_order *optional, hooks_point *point,
                               hooks_point *optional_point, void *data) {
    (void)data;
    if (*order != HOOKS_GREATER || point->x != 1) {
        return 1000;
    }
    point->x = 10;
    if (optional_point != NULL) {
        optional_point->x += 100;
    }
    return optional == order;
}

static int references(void) {
    CHECK(hooks_references(references_seen, NULL, true) == 1 + 10 + 103);
    CHECK(hooks_references(references_seen, NULL, false) == 0 + 10 + 3);
    return succeeded();
}

static size_t arrays_seen(const int32_t *numbers, size_t numbers_len, const hooks_order *orders, size_t orders_len,
                          const uint8_t *optional, size_t optional_len, uint8_t *buffer, size_t buffer_len,
                          void *data) {
    bool some = *(bool *)data;
    if (numbers_len != 3 || numbers[2] != 3 || orders_len != 1 || orders[0] != HOOKS_LESS || buffer_len != 4) {
        return 0;
    }
    if (optional_len != 0 || (optional != NULL) != some) {
        return 0;
    }
    memset(buffer, 5, buffer_len);
    return 3;
}

/* More than the buffer has: Rust's own check of the index is a panic. */
static size_t too_many(const int32_t *numbers, size_t numbers_len, const hooks_order *orders, size_t orders_len,
                       const uint8_t *optional, size_t optional_len, uint8_t *buffer, size_t buffer_len,
                       void *data) {
    (void)numbers, (void)numbers_len, (void)orders, (void)orders_len, (void)optional, (void)optional_len, (void)buffer;
    (void)data;
    return buffer_len + 1;
}

static int arrays(void) {
    bool some = true;
    CHECK(hooks_arrays(arrays_seen, &some, some) == 15);
    some = false;
    CHECK(hooks_arrays(arrays_seen, &some, some) == 15);
    CHECK_PASSES(succeeded());
    CHECK(hooks_arrays(too_many, NULL, false) == SIZE_MAX);
    return failed_with(FFI_GUARD_PANIC, "hooks_arrays", "range end index 5 out of range for slice of length 4");
}

static void store(int32_t number, void *data) { *(int32_t *)data = number; }
static int32_t plus_one(int32_t number, void *data) {
    ++*(int *)data;
    return number + 1;
}

static int null(void) {
    int32_t stored = 0, calls = 0;
    CHECK(hooks_optional(store, &stored, plus_one, &calls) == 2 && stored == 2 && calls == 1);
    CHECK(hooks_optional(store, &stored, NULL, NULL) == 10 && stored == 10);
    CHECK(hooks_optional(NULL, NULL, plus_one, &calls) == 102 && calls == 2);
    CHECK(hooks_optional(NULL, &stored, NULL, &calls) == 110);
    CHECK_PASSES(succeeded());
    CHECK(hooks_flag(NULL, NULL) == -1);
    return failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_flag", "argument `f` is null");
}

static int32_t seven(void *data) {
    ++*(int *)data;
    return 7;
}

static int another_argument(void) {
    int calls = 0;
    CHECK(hooks_then_text(seven, &calls, "ab") == 9 && calls == 1);
    CHECK(hooks_then_text(seven, &calls, NULL) == -1 && calls == 1);
    CHECK_PASSES(failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_then_text", "argument `text` is null"));
    CHECK(hooks_then_text(NULL, &calls, "ab") == -1 && calls == 1);
    return failed_with(FFI_GUARD_INVALID_ARGUMENT, "hooks_then_text", "argument `f` is null");
}

static uint64_t squared(uint64_t number, void *data) {
    (void)data;
    return number * number;
}

static uint8_t other_thread(void *data) { return !pthread_equal(*(pthread_t *)data, pthread_self()); }
static uint8_t two(void *data) {
    (void)data;
    return 2;
}

static int threads(void) {
    pthread_t self = pthread_self();
    CHECK(hooks_on_threads(squared, NULL, 8) == 140);
    CHECK(hooks_on_another_thread(other_thread, &self) == 1);
    CHECK_PASSES(succeeded());
    CHECK(hooks_on_another_thread(two, NULL) == UINT32_MAX);
    return invalid("hooks_on_another_thread", "the result of callback `f` is 2, and a `bool` is 0 or 1");
}

static uint8_t one(void *data) {
    (void)data;
    return 1;
}

static int flags(void) {
    CHECK(hooks_flag(one, NULL) == 1);
    CHECK_PASSES(succeeded());
    CHECK(hooks_flag(two, NULL) == -1);
    return invalid("hooks_flag", "the result of callback `f` is 2, and a `bool` is 0 or 1");
}

static uint32_t given(void *data) { return *(uint32_t *)data; }

static int characters(void) {
    uint32_t character = 0x10ffff;
    CHECK(hooks_character(given, &character) == character);
    CHECK_PASSES(succeeded());
    character = 0xd800;
    CHECK(hooks_character(given, &character) == UINT32_MAX);
    return invalid("hooks_character",
                   "the result of callback `f` is 55296, which is the number of no character");
}

static hooks_answer answered(void *data) { return *(hooks_answer *)data; }

static int structs(void) {
    hooks_answer answer = {HOOKS_GREATER, 1};
    CHECK(hooks_answer_of(answered, &answer) == 11);
    CHECK_PASSES(succeeded());
    answer.last = 2;
    CHECK(hooks_answer_of(answered, &answer) == -100);
    CHECK_PASSES(invalid("hooks_answer_of",
                         "the result of callback `f` is 2, and a `bool` is 0 or 1 in its field `last`"));
    answer.order = 2;
    CHECK(hooks_answer_of(answered, &answer) == -100);
    return invalid("hooks_answer_of",
                   "the result of callback `f` is 2, which is not a valid `Order` in its field `order`");
}

static hooks_point pointed(void *data) { return *(hooks_point *)data; }

static int numbers(void) {
    hooks_point point = {1, 2};
    CHECK(hooks_point_of(pointed, &point) == 3);
    return succeeded();
}

static int32_t doubled(int32_t number) { return 2 * number; }
static hooks_twice function(void *data) { return data != NULL ? doubled : NULL; }
static void *same(void *data) { return data; }

static int pointers(void) {
    int data = 0;
    CHECK(hooks_function(function, &data) == 40 && hooks_optional_function(function, &data) == 40);
    CHECK(hooks_optional_function(function, NULL) == 7);
    CHECK(hooks_pointer(same, &data) == &data && hooks_pointer(same, NULL) == NULL);
    CHECK_PASSES(succeeded());
    CHECK(hooks_function(function, NULL) == -1);
    return invalid("hooks_function", "the result of callback `f` is null");
}

static int32_t status(void *data) { return *(int32_t *)data; }
static int32_t number(uint32_t *out, void *data) {
    if (data == NULL) {
        return 0; /* and forgets its result */
    }
    *out = *(uint32_t *)data;
    return *out == 9 ? -9 : 0;
}
static int32_t ordered(uint32_t expected, hooks_order *out, void *data) {
    *out = *(hooks_order *)data;
    return expected == 3 ? 0 : 1;
}

static int statuses(void) {
    int32_t returned = 0, order = 7;
    uint32_t value = 12, out = 77;
    CHECK(hooks_try(status, &returned) == 0 && hooks_try_number(number, &value, &out) == 0 && out == 12);
    CHECK(hooks_try_number(number, NULL, &out) == 0 && out == 0);
    hooks_order given_order = HOOKS_LESS;
    CHECK(hooks_try_order(ordered, &given_order, &order) == 0 && order == -1);
    value = 0x61;
    CHECK(hooks_try_character(number, &value, &out) == 0 && out == 0x61);
    CHECK_PASSES(succeeded());
    returned = 5;
    CHECK(hooks_try(status, &returned) == -FFI_GUARD_RETURNED);
    CHECK_PASSES(failed_with(FFI_GUARD_RETURNED, "hooks_try", "callback `f` returned 5"));
    value = 9;
    CHECK(hooks_try_number(number, &value, &out) == -FFI_GUARD_RETURNED && out == 0x61);
    CHECK_PASSES(failed_with(FFI_GUARD_RETURNED, "hooks_try_number", "callback `f` returned -9"));
    given_order = 2;
    CHECK(hooks_try_order(ordered, &given_order, &order) == -FFI_GUARD_RETURNED && order == -1);
    CHECK_PASSES(failed_with(FFI_GUARD_RETURNED, "hooks_try_order",
                             "the result of callback `f` is 2, which is not a valid `Order`"));
    value = 0xd800;
    CHECK(hooks_try_character(number, &value, &out) == -FFI_GUARD_RETURNED);
    return failed_with(FFI_GUARD_RETURNED, "hooks_try_character",
                       "the result of callback `f` is 55296, which is the number of no character");
}

static uint8_t below(uint32_t number, void *data) { return number == 2 ? *(uint8_t *)data : 1; }
static hooks_order by_number(uint32_t a, uint32_t b, void *data) {
    return a == b ? HOOKS_EQUAL : a < b ? (data == NULL ? HOOKS_GREATER : 77) : HOOKS_LESS;
}

/* An invalid result poisons what a panic poisons. */
static int poison(void) {
    hooks_list *list = hooks_list_new(4);
    uint8_t at_two = 0;
    CHECK(hooks_list_each(list, below, &at_two) == 2);
    CHECK(hooks_list_sort(list, by_number, NULL) && hooks_list_first(list) == 3);
    CHECK_PASSES(succeeded());
    CHECK(!hooks_list_sort(list, by_number, list) && hooks_list_is_poisoned(list));
    CHECK_PASSES(invalid("hooks_list_sort", "the result of callback `compare` is 77, which is not a valid `Order`"));
    CHECK(hooks_list_each(list, below, &at_two) == SIZE_MAX);
    CHECK(hooks_last_error(NULL) == FFI_GUARD_POISONED);
    hooks_list_clear_poison(list);
    at_two = 2;
    CHECK(hooks_list_each(list, below, &at_two) == SIZE_MAX && hooks_list_is_poisoned(list));
    CHECK_PASSES(invalid("hooks_list_each", "the result of callback `visit` is 2, and a `bool` is 0 or 1"));
    hooks_list_free(list);
    return succeeded();
}

static int32_t minus_one(void *data) {
    (void)data;
    return -1;
}

/* A function of the library panics in the callback, and is caught there. */
static int32_t calls_back(void *data) {
    if (hooks_panics(minus_one, data) != -1 || hooks_last_error(NULL) != FFI_GUARD_PANIC) {
        return -2;
    }
    return hooks_flag(two, NULL) == -1 && hooks_last_error(NULL) == FFI_GUARD_INVALID_RESULT ? 3 : -3;
}

static int nested(void) {
    CHECK(hooks_panics(minus_one, NULL) == -1);
    CHECK_PASSES(failed_with(FFI_GUARD_PANIC, "hooks_panics", "the function returned -1"));
    CHECK(hooks_panics(calls_back, NULL) == 3);
    return invalid("hooks_flag", "the result of callback `f` is 2, and a `bool` is 0 or 1");
}

static const struct test tests[] = {
    {"values", values},         {"texts", texts},     {"references", references},
    {"arrays", arrays},         {"null", null},       {"another_argument", another_argument},
    {"threads", threads},       {"flags", flags},     {"characters", characters},
    {"structs", structs},       {"numbers", numbers}, {"pointers", pointers},
    {"statuses", statuses},     {"poison", poison},   {"nested", nested},
    {NULL, NULL},
};

int main(int argc, char **argv) { return run_tests(tests, "hooks_borrowed.c", argc, argv); }
