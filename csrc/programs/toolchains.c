/* Calls every function of tests/toolchains/lib.rs. */
#include <stdint.h>
#include <stdbool.h>

#include "check.h"
#include "ffi_guard.h"

typedef struct {
    int32_t left, right;
} tc_pair;

FFI_GUARD_DECLARE(tc);
FFI_GUARD_DECLARE_STRINGS(tc);
FFI_GUARD_DECLARE_VEC(tc, u8, uint8_t);

extern const int32_t TC_VERSION;
int32_t tc_answer(void), tc_at(size_t), tc_poisons(bool), tc_half(int32_t, int32_t *), tc_parse(const char *, int32_t *);
int32_t tc_sum(const tc_pair *, size_t, int32_t *);
char *tc_upper(const char *);
tc_vec_u8 tc_bytes(uint8_t);
typedef struct Counter Counter;
Counter *tc_counter_new(int32_t);
int32_t tc_counter_add(Counter *, int32_t);
void tc_counter_free(Counter *);
typedef struct Shared Shared;
Shared *tc_shared_new(void);
int32_t tc_shared_get(const Shared *);
void tc_shared_free(Shared *);
int32_t tc_apply(int32_t (*)(int32_t (*)(int32_t), int32_t), int32_t);
int32_t tc_across(int32_t (*)(int32_t (*)(void *), void *));

static int32_t apply(int32_t (*function)(int32_t), int32_t number) { return function(number); }
static int32_t call(int32_t (*function)(void *), void *data) { return function(data); }

static int failures(void) {
    int32_t out = 0;
    CHECK(TC_VERSION == 3 && tc_answer() == 42);
    CHECK(tc_at(1) == 2 && tc_at(2) == -1 && tc_last_error(NULL) == FFI_GUARD_PANIC);
    CHECK(strstr(tc_last_error_message(), "index is 2") != NULL);
    CHECK(tc_last_error_backtrace(NULL, 0) > 0);
    CHECK(tc_poisons(false) == 1 && tc_poisons(true) == -1 && tc_poisons(false) == 0);
    CHECK(tc_half(8, &out) == 0 && out == 4 && tc_half(3, &out) == 5 && tc_half(8, NULL) < 0);
    CHECK(tc_parse("12", &out) == 0 && out == 12 && tc_parse("x", &out) != 0);
    CHECK(strstr(tc_last_error_message(), "no number: invalid digit") != NULL);
    return 0;
}

static int values(void) {
    tc_pair pairs[] = {{1, 2}, {3, 4}, {INT32_MAX, 0}};
    int32_t out = 0;
    CHECK(tc_sum(pairs, 2, &out) == 0 && out == 10 && tc_sum(pairs, 3, &out) == 9);
    char *text = tc_upper("text");
    CHECK(text != NULL && strcmp(text, "TEXT") == 0 && tc_upper("") == NULL);
    tc_string_free(text);
    tc_vec_u8 bytes = tc_bytes(3);
    CHECK(bytes.len == 3 && bytes.ptr[2] == 2);
    tc_vec_u8_free(bytes);
    return 0;
}

static int handles(void) {
    Counter *counter = tc_counter_new(1);
    CHECK(tc_counter_add(counter, 2) == 3 && tc_counter_add(counter, INT32_MAX) == -1);
    CHECK(tc_counter_add(counter, 2) == -1 && tc_last_error(NULL) == FFI_GUARD_POISONED);
    tc_counter_free(counter);
    CHECK(tc_counter_add(counter, 2) == -1 && tc_last_error(NULL) != FFI_GUARD_POISONED);
    Shared *shared = tc_shared_new();
    CHECK(tc_shared_get(shared) == 8 && tc_shared_get((Shared *)counter) == -2);
    tc_shared_free(shared);
    return 0;
}

static int callbacks(void) {
    CHECK(tc_apply(apply, 9) == 3 && tc_apply(apply, -1) == -7 && tc_apply(NULL, 1) == 0);
    CHECK(tc_across(call) == 1);
    return 0;
}

int main(void) {
    int line = failures();
    line = line != 0 ? line : values();
    line = line != 0 ? line : handles();
    line = line != 0 ? line : callbacks();
    if (line != 0) {
        printf("line %d: %s\n", line, tc_last_error_message());
    }
    return line != 0;
}
