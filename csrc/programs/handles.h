/* Declares the library `handles` (tests/fixtures/handles), as its author would. */
#ifndef HANDLES_H
#define HANDLES_H

#include "check.h"
#include "ffi_guard.h"

#include <stdbool.h>

FFI_GUARD_DECLARE(handles);
FFI_GUARD_DECLARE_STRINGS(handles);

typedef struct handles_counter handles_counter;
typedef struct handles_tally handles_tally;

size_t handles_alive(void);

handles_counter *handles_counter_new(int32_t value);
handles_counter *handles_counter_positive(int32_t value);
int32_t handles_counter_parse(int32_t value, handles_counter **out);
handles_counter *handles_counter_checked(int32_t value);
handles_counter *handles_counter_boxed(int32_t value);
int32_t handles_counter_value(const handles_counter *counter);
int32_t handles_counter_add(handles_counter *counter, int32_t n);
void handles_counter_reset(handles_counter *counter);
int32_t handles_counter_add_other(handles_counter *counter, const handles_counter *other);
int32_t handles_counter_is_equal(const handles_counter *counter, const handles_counter *other);
int32_t handles_counter_finish(handles_counter *counter);
int32_t handles_counter_finish_box(handles_counter *counter, const char *text);
handles_counter *handles_counter_merge(handles_counter *counter, handles_counter *other);
int32_t handles_counter_absorb(handles_counter *counter, handles_counter *other);
int32_t handles_counter_split(handles_counter *counter, handles_counter **half);
char *handles_counter_named(const uint8_t *name, size_t len, handles_counter **one, handles_counter **two);
char *handles_counter_text(const handles_counter *counter);
int32_t handles_double(const handles_counter *counter);
int32_t handles_counter_less(const handles_counter *this_, int32_t counter);
handles_counter *handles_counter_copy(const handles_counter *counter);
void handles_counter_free(handles_counter *counter);

int32_t handles_sum(const handles_counter *a, const handles_counter *b);
int32_t handles_swallow(handles_counter *counter);

handles_tally *handles_tally_new(int32_t value);
const handles_tally *handles_tally_in_arc(int32_t value);
const handles_tally *handles_tally_share(const handles_tally *tally);
const handles_tally *handles_tally_keep(const handles_tally *tally);
int32_t handles_tally_count(const handles_tally *tally, const handles_tally *other);
int32_t handles_tally_absorb(const handles_tally *tally, const handles_tally *other);
int32_t handles_tally_lose(const handles_tally *tally, const handles_tally *other);
int32_t handles_tally_add(const handles_tally *tally, int32_t n);
int32_t handles_tally_finish(const handles_tally *tally);
int32_t handles_tally_join(const handles_tally *tally, const handles_tally *other);
const handles_tally *handles_tally_merge(const handles_tally *tally, const handles_tally *other);
void handles_tally_free(const handles_tally *tally);

/* Handles that a panic poisons. */
typedef struct handles_part handles_part;
typedef struct handles_brittle handles_brittle;

int32_t handles_state_add(int32_t n);
int32_t handles_state_plain(int32_t n);
int32_t handles_state_parse(const char *text, int32_t *out);
typedef struct handles_loose handles_loose;
handles_loose *handles_loose_new(int32_t value);
int32_t handles_state_take(handles_loose *loose);
int32_t handles_state_display_panics(void);
void handles_state_clear(void);
handles_part *handles_part_new(int32_t value);
int32_t handles_part_add(const handles_part *part, int32_t times);
void handles_part_free(handles_part *part);

handles_brittle *handles_brittle_new(uint8_t value);
handles_brittle *handles_brittle_boxed(uint8_t value);
int32_t handles_brittle_add(handles_brittle *brittle, uint8_t n);
int32_t handles_brittle_divide(const handles_brittle *brittle, uint8_t n);
int32_t handles_brittle_halve(handles_brittle *brittle);
int32_t handles_brittle_compare(handles_brittle *brittle, const handles_brittle *other);
int32_t handles_brittle_finish(handles_brittle *brittle);
int32_t handles_brittle_finish_box(handles_brittle *brittle);
bool handles_brittle_is_poisoned(const handles_brittle *brittle);
void handles_brittle_clear_poison(handles_brittle *brittle);
void handles_brittle_free(handles_brittle *brittle);

/* Checked handles: C holds tokens. */
typedef struct handles_token handles_token;
typedef struct handles_share handles_share;
typedef struct handles_local handles_local;
typedef struct handles_careful handles_careful;
typedef int32_t (*handles_during)(void *data);

handles_token *handles_token_new(int32_t value);
handles_token *handles_token_positive(int32_t value);
int32_t handles_token_parse(const char *text, handles_token **out);
int32_t handles_token_value(const handles_token *token);
int32_t handles_token_add(handles_token *token, int32_t n);
int32_t handles_token_add_other(handles_token *token, const handles_token *other);
int32_t handles_token_sum(const handles_token *token, const handles_token *other);
int32_t handles_token_while_read(const handles_token *token, handles_during during, void *data);
int32_t handles_token_while_written(handles_token *token, handles_during during, void *data);
int32_t handles_token_finish(handles_token *token);
handles_token *handles_token_merge(handles_token *token, handles_token *other, const char *text);
int32_t handles_token_copy(const handles_token *token, handles_token **to);
char *handles_token_named(const uint8_t *name, size_t len, handles_token **one, handles_token **two);
void handles_token_free(handles_token *token);

const handles_share *handles_share_new(int32_t value);
int32_t handles_share_add(const handles_share *share, int32_t n);
const handles_share *handles_share_share(const handles_share *share);
const handles_share *handles_share_keep(const handles_share *share);
const handles_share *handles_share_keep_other(const handles_share *share, const handles_share *other);
int32_t handles_share_while_kept(const handles_share *share, handles_during during, void *data);
char *handles_share_named(const handles_share *share, const uint8_t *name, size_t len, handles_share **one,
                          handles_share **two);
int32_t handles_share_join(const handles_share *share, const handles_share *other);
const handles_share *handles_share_twice(const handles_share *share, handles_token **other);
void handles_share_free(const handles_share *share);

handles_local *handles_local_new(int32_t value);
int32_t handles_local_add(const handles_local *local, int32_t n);
void handles_local_free(handles_local *local);

handles_careful *handles_careful_new(int32_t value);
int32_t handles_careful_add(handles_careful *careful, int32_t n);
bool handles_careful_is_poisoned(const handles_careful *careful);
void handles_careful_clear_poison(handles_careful *careful);
void handles_careful_free(handles_careful *careful);

/* Arrays of handles. */
int32_t handles_sum_counters(const handles_counter *const *counters, size_t counters_len);
int32_t handles_add_counters(handles_counter *to, const handles_counter *const *counters, size_t counters_len);
int32_t handles_take_counters(handles_counter *const *counters, size_t counters_len, const char *text);
int32_t handles_take_beside(const handles_counter *one, handles_counter *const *counters, size_t counters_len,
                            const handles_counter *const *others, size_t others_len, handles_counter *const *more,
                            size_t more_len);
int32_t handles_sum_tokens(const handles_token *const *tokens, size_t tokens_len);
int32_t handles_add_tokens(const handles_token *const *tokens, size_t tokens_len, handles_token *to);
int32_t handles_while_tokens(const handles_token *const *tokens, size_t tokens_len, handles_during during, void *data);
int32_t handles_take_tokens(handles_token *const *tokens, size_t tokens_len, const handles_token *other, const char *text);
int32_t handles_sum_shares(const handles_share *const *shares, size_t shares_len);
int32_t handles_divide_all(const handles_brittle *const *all, size_t all_len, uint8_t n);
int32_t handles_finish_all(handles_brittle *const *all, size_t all_len);

/* Helpers shared by the programs. */
static inline int handles_failed(int kind, const char *function, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(handles_last_error(&error) == kind);
    CHECK(strcmp(error.function, function) == 0);
    if (strcmp(error.message, message) != 0) {
        printf("message: %s\n", error.message);
        return __LINE__;
    }
    handles_clear_last_error();
    return 0;
}

static inline int handles_refused(const char *function, const char *message) {
    return handles_failed(FFI_GUARD_INVALID_ARGUMENT, function, message);
}

/* Checks that no error is recorded and no object is alive. */
static inline int handles_ended(void) {
    CHECK(handles_last_error(NULL) == FFI_GUARD_NONE);
    CHECK(handles_alive() == 0);
    return 0;
}

#endif
