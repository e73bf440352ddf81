/* The library `handles` (tests/fixtures/handles), as its author would declare it. */
#ifndef HANDLES_H
#define HANDLES_H

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
char *handles_counter_text(const handles_counter *counter);
int32_t handles_double(const handles_counter *counter);
int32_t handles_counter_less(const handles_counter *this_, int32_t counter);
handles_counter *handles_counter_copy(const handles_counter *counter);
void handles_counter_free(handles_counter *counter);

int32_t handles_sum(const handles_counter *a, const handles_counter *b);
int32_t handles_swallow(handles_counter *counter);

handles_tally *handles_tally_new(int32_t value);
const handles_tally *handles_tally_share(int32_t value);
int32_t handles_tally_add(const handles_tally *tally, int32_t n);
int32_t handles_tally_finish(const handles_tally *tally);
void handles_tally_free(const handles_tally *tally);

#endif
