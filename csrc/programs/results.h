/* Declares the library `results` (tests/fixtures/results), as its author would. */
#ifndef RESULTS_H
#define RESULTS_H

#include "check.h"
#include "ffi_guard.h"

#include <stdbool.h>
#include <stdlib.h>

FFI_GUARD_DECLARE(results);
FFI_GUARD_DECLARE_STR(results);
FFI_GUARD_DECLARE_SLICE(results, u8, uint8_t);
FFI_GUARD_DECLARE_SLICE(results, u32, uint32_t);

typedef struct results_span {
    uint32_t begin;
    uint32_t end;
    bool is_word;
} results_span;

FFI_GUARD_DECLARE_SLICE(results, span, results_span);

typedef struct results_plain results_plain;
typedef struct results_token results_token;
typedef struct results_brittle results_brittle;
typedef struct results_shared results_shared;

results_plain *results_plain_new(const char *text);
void results_plain_push(results_plain *plain, const char *text);
results_str results_plain_text(const results_plain *plain);
results_str results_plain_word(const results_plain *plain, size_t index);
int32_t results_plain_find(const results_plain *plain, size_t index, results_str *out);
int32_t results_plain_after(const results_plain *plain, size_t index, results_str *out);
results_slice_span results_plain_spans(const results_plain *plain);
results_slice_u8 results_plain_bytes(const results_plain *plain, size_t index);
int32_t results_plain_spans_from(const results_plain *plain, size_t index, results_slice_span *out);
const results_span *results_plain_span(const results_plain *plain, size_t index);
int32_t results_plain_first(const results_plain *plain, const results_span **out);
results_str results_plain_pushed(results_plain *plain, const char *text);
results_str results_plain_longer(const results_plain *plain, const results_plain *other);
results_str results_plain_kind(const results_plain *plain);
void results_plain_free(results_plain *plain);

results_token *results_token_new(const char *text);
results_str results_token_text(const results_token *token);
results_slice_span results_token_pushed(results_token *token, const char *text);
void results_token_free(results_token *token);

results_brittle *results_brittle_new(const char *text);
results_str results_brittle_word(const results_brittle *brittle, size_t index);
void results_brittle_clear_poison(results_brittle *brittle);
void results_brittle_free(results_brittle *brittle);

const results_shared *results_shared_new(const char *text);
results_str results_shared_text(const results_shared *shared);
void results_shared_free(const results_shared *shared);

results_str results_trimmed(const char *text);
results_slice_u32 results_rest(const uint32_t *values, size_t values_len);
const char *results_suffix(const char *text, size_t from);
const char *results_license(void);
const uint8_t (*results_primes(void))[3];
results_str results_version(void);
results_str results_named(size_t index);

typedef int32_t results_sign_t;
typedef struct results_stack results_stack;

bool results_half(uint32_t number, uint32_t *out);
bool results_flag(const char *text, bool *out);
bool results_letter(const char *text, size_t index, uint32_t *out);
bool results_sign(double number, results_sign_t *out);
bool results_between(uint32_t begin, uint32_t end, uint32_t *length, results_span *out);
int32_t results_parsed(const char *text, uint64_t *out, bool *present);
bool results_only(const char *text, uint32_t *out);
uint32_t results_id(uint32_t number);
results_stack *results_stack_new(float number);
void results_stack_push(results_stack *stack, float number);
bool results_stack_pop(results_stack *stack, float *out);
int64_t results_stack_count(const results_stack *stack);
void results_stack_free(results_stack *stack);

FFI_GUARD_DECLARE_STRINGS(results);
FFI_GUARD_DECLARE_VEC(results, string, char *);

typedef struct results_item results_item;
typedef struct results_ticket results_ticket;
typedef struct results_vase results_vase;
FFI_GUARD_DECLARE_VEC(results, item, results_item *);
FFI_GUARD_DECLARE_VEC(results, ticket, results_ticket *);
FFI_GUARD_DECLARE_VEC(results, vase, results_vase *);

size_t results_alive(void);
results_vec_string results_words(const char *text);
int32_t results_checked_words(const char *text, results_vec_string *out);
results_vec_item results_item_list(int32_t first, size_t count);
int32_t results_item_value(const results_item *item);
void results_item_free(results_item *item);
results_vec_ticket results_ticket_list(int32_t first, size_t count);
int32_t results_ticket_value(const results_ticket *ticket);
void results_ticket_free(results_ticket *ticket);
results_vec_vase results_vase_list(int32_t first, size_t count);
int32_t results_vase_value(const results_vase *vase);
void results_vase_free(results_vase *vase);
int32_t results_items(int32_t count, results_vec_item *out);

static int results_failed(int kind, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(results_last_error(&error) == kind);
    if (strcmp(error.message, message) != 0) {
        printf("message: %s\n", error.message);
        return __LINE__;
    }
    results_clear_last_error();
    return 0;
}

static int results_succeeded(void) {
    CHECK(results_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

#endif
