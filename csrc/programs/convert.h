/* Declares the library `convert` (tests/fixtures/convert), as its author would. */
#ifndef CONVERT_H
#define CONVERT_H

#include "ffi_guard.h"

#include <stdbool.h>

FFI_GUARD_DECLARE(convert);
FFI_GUARD_DECLARE_STRINGS(convert);
FFI_GUARD_DECLARE_VEC(convert, i32, int32_t);

typedef struct convert_point {
    double x;
    double y;
} convert_point;

/* Declared as an integer, because C may pass any number for an enum. */
typedef int32_t convert_color;
enum { CONVERT_RED = 1, CONVERT_GREEN = 2 };

/* The flags are bytes here, because a C `bool` cannot hold 2. */
typedef struct convert_pen {
    convert_color color;
    uint8_t filled;
    uint8_t on[2];
} convert_pen;

FFI_GUARD_DECLARE_VEC(convert, point, convert_point);

typedef struct convert_counter convert_counter;

typedef struct convert_ticket {
    int32_t number;
    convert_counter *counter;
} convert_ticket;

FFI_GUARD_DECLARE_VEC(convert, ticket, convert_ticket);

typedef int32_t (*convert_callback)(int32_t value);

size_t convert_alive(void);

int32_t convert_reference(const convert_pen *pen);
int32_t convert_exclusive(int32_t *to, const int32_t *value);
int32_t convert_shared_twice(const int32_t *a, const int32_t *b);
int32_t convert_optional(const convert_color *color);
int32_t convert_optional_exclusive(int32_t *to, const int32_t *value);
int32_t convert_toggle(convert_pen *pen);
int64_t convert_c_str(const char *text);
int64_t convert_optional_c_str(const char *text);
int64_t convert_text(const char *text);
int64_t convert_optional_text(const char *text);
int64_t convert_counted_text(const char *text, size_t text_len);
int64_t convert_optional_counted_text(uint8_t *to, size_t to_len, const char *text, size_t text_len);
int64_t convert_slice(const int32_t *values, size_t len);
int64_t convert_checked_slice(const convert_pen *pens, size_t len);
int32_t convert_copy(uint8_t *to, size_t to_len, const uint8_t *from, size_t from_len);
int32_t convert_write(uint8_t *to, size_t to_len, const char *text);
int32_t convert_take(convert_counter *counter, const char *text);
int32_t convert_take_pen(convert_pen *pen);
int32_t convert_take_optional_pen(convert_pen *pen);
convert_pen *convert_new_pen(void);
int32_t convert_take_two(convert_counter *a, convert_counter *b);
int32_t convert_release(const convert_counter *counter);
int32_t convert_out(int32_t value, int32_t *out);
int32_t convert_out_box(int32_t value, convert_counter **out, size_t *len);
int64_t convert_texts(const char *const *texts, size_t texts_len);
int64_t convert_join(const char *const *texts, size_t texts_len, uint8_t *to, size_t to_len);
int32_t convert_pens(const convert_pen *const *pens, size_t pens_len, convert_color *number);
int32_t convert_take_pens(convert_pen *const *taken, size_t taken_len, const convert_pen *const *pens, size_t pens_len);
int32_t convert_take_all(convert_counter *const *counters, size_t counters_len, const char *text);
int32_t convert_optional_out(int32_t value, int32_t *out, const int32_t *flag);
int32_t convert_out_text(const uint8_t *bytes, size_t bytes_len, size_t *len, char **text);
int32_t convert_out_c_string(uint8_t count, char **text);
int32_t convert_out_list(int32_t count, const uint8_t *name, size_t name_len, convert_vec_ticket *list,
                         convert_counter **share, char **text);
int32_t convert_out_pen(convert_pen *out);
int32_t convert_bool(uint8_t flag);
uint32_t convert_upper(uint32_t character);
int32_t convert_function(convert_callback f, int32_t value);
int32_t convert_optional_function(convert_callback f, int32_t value);
int32_t convert_values(convert_point point, convert_pen pen, convert_color color);
int32_t convert_function_of_points(convert_point (*at)(uint32_t index));
int32_t convert_function_of_functions(convert_callback (*next)(int32_t value), int32_t value);
int32_t convert_non_zero(int32_t a, int32_t b);
/* Opaque to C except for its size. */
typedef struct convert_tag {
    uint32_t number;
} convert_tag;
int32_t convert_unchecked_reference(const convert_tag *tag, uint32_t *to);
int64_t convert_unchecked_optional(convert_tag *to, const convert_tag *tags, size_t tags_len);
int32_t convert_unchecked(convert_color color, int32_t value);

int32_t convert_result(int32_t how);
int32_t convert_status(int32_t how, int32_t *out);
int32_t convert_empty_status(int32_t how);
int32_t convert_verdict(int32_t how, int32_t *out);
int32_t convert_status_box(int32_t value, convert_counter **out);
int32_t convert_status_text(const char *text, char **out);
convert_counter *convert_new(int32_t value);
convert_counter *convert_new_optional(int32_t value);
const convert_counter *convert_share(int32_t value);
char *convert_string(const char *text);
char *convert_optional_string(const char *text);
char *convert_c_string(uint8_t count);
convert_vec_i32 convert_list(int32_t count);
convert_vec_i32 convert_optional_list(int32_t count);
convert_vec_point convert_result_list(int32_t count);
int32_t convert_status_list(int32_t count, convert_vec_point *out);
convert_vec_ticket convert_tickets(int32_t first, int32_t count);
convert_point convert_point_of(double x);
int32_t convert_color_of(bool green);

#endif
