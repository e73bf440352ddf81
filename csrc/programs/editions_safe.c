/* Calls every export of tests/editions/safe.rs, with and without a panic. With an argument, calls only the function
 * of that name, which aborts. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "ffi_guard.h"

FFI_GUARD_DECLARE(safe);
FFI_GUARD_DECLARE_STRINGS(safe);
FFI_GUARD_DECLARE_VEC(safe, verdict, int32_t);

typedef struct counter counter;

size_t safe_convert_names(const char *type, const int64_t (*three)[3], int64_t *to, int64_t value, int64_t *out);
size_t safe_convert_lifetimes(const char *text, const char *other);
counter *safe_convert_new(int64_t value);
int64_t safe_convert_free(counter *counter);
int32_t safe_convert_verdict(int64_t value, int64_t *out);
safe_vec_verdict safe_convert_verdicts(uint8_t count);
int32_t safe_convert_repeat(const char *text, size_t count, char **out);
int64_t safe_convert_from_macro(const uint8_t *value, size_t len);
int32_t safe_convert_bare(const char *text, uint8_t flag, int64_t *out);

typedef struct point {
    int32_t x, y;
} point;

typedef struct view {
    const int32_t *number;
} view;

typedef enum status { FINE, BROKEN } status;

static int failures;

#define EXPECT(condition)                                            \
    do {                                                             \
        if (!(condition)) {                                          \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            failures++;                                              \
        }                                                            \
    } while (0)

/* Each of these functions divides 100 by its argument. */
#define EACH_DIVISION(DO) \
    DO(c_system, -1) DO(c_attributes, 0) DO(c_conditional, -1) DO(c_inner, -1) DO(c_of_trait, -1) \
    DO(c_inside, -1) DO(c_private, -1) DO(safe_rust_system, -1) DO(safe_rust_attributes, 0) \
    DO(safe_rust_conditional, -1) DO(safe_rust_inner, -1) DO(safe_rust_inside, -1) DO(safe_rust_private, -1) \
    DO(safe_macro_literal, -1) DO(safe_macro_closure, -1) DO(safe_macro_path, 0) DO(safe_macro_expression, -1) \
    DO(safe_macro_private, -1) DO(macro_c_form, -1) DO(macro_item, -1) DO(macro_attributed, -1) \
    DO(macro_attributed_named, -1) DO(bare_c, -1) DO(safe_bare_closure, -1) \
    DO(symbol_plain, -1) DO(symbol_plain_first, -1) DO(symbol_first, -1) DO(symbol_named, -1) \
    DO(symbol_named_unsafe, -1) DO(symbol_extern, -1)

/* These do so too, if the processor has the feature that they are compiled for. */
#if defined(__x86_64__) || defined(__i386__)
#define EACH_FEATURE(DO) DO(c_target_feature, 0) DO(safe_rust_target_feature, 0)
#else
#define EACH_FEATURE(DO)
#endif

/* A symbol that is not a C identifier. */
extern int32_t symbol_odd(int32_t) __asm__("symbol$odd");

#define DECLARE(name, fallback) extern int32_t name(int32_t);
EACH_DIVISION(DECLARE)
EACH_FEATURE(DECLARE)

extern void c_nothing(void);
extern void safe_rust_nothing(void);
extern void bare_nothing(void);
extern void c_never(void);
extern void safe_rust_never(void);
extern void safe_bare_never(void);
extern status c_status(_Bool);
extern status safe_rust_status(_Bool);
extern int32_t c_expression(int32_t);
extern int32_t safe_rust_expression(int32_t);
extern int32_t safe_bare_rust(int32_t);
extern int32_t c_parameter(int32_t, _Bool);
extern int32_t rust_renamed(int32_t);
extern int32_t c_closure(int32_t);
extern int32_t safe_rust_closure(int32_t);
extern int32_t c_typed_closure(_Bool);
extern uint64_t c_or_abort(uint64_t);
extern int32_t c_patterns(int32_t, point, int32_t, int32_t, int32_t, int32_t, int32_t);
extern int32_t safe_rust_patterns(int32_t, point, int32_t, int32_t, int32_t, int32_t);
extern point c_struct(point);
extern point safe_rust_struct(point);
extern const int32_t *c_lifetimes(const int32_t *, const int32_t *);
extern const int32_t *c_elided(const int32_t *);
extern int32_t c_view(view);
extern int32_t c_allowed(int32_t, int32_t, int32_t);
extern int32_t safe_rust_allowed(int32_t, int32_t, int32_t);
#define TWELVE(last) 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, last
extern int32_t c_twelve(int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t,
                        int32_t, int32_t, int32_t);
extern int32_t safe_rust_twelve(int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t,
                           int32_t, int32_t, int32_t, int32_t);
extern int32_t match(int32_t, int32_t);
extern int32_t loop(int32_t, int32_t);
extern int32_t c_associated(int32_t);
extern int32_t c_associated_self(const void *);
extern int32_t c_early(int32_t);
extern int32_t macro_hygiene(int32_t, int32_t);
extern int32_t bare_unguarded(void);
extern int32_t symbol_unguarded(void);
extern const int32_t SYMBOL_STATIC;

/* Checks that the last error names `function` and has a source location. */
static int failed(const char *function) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    int32_t kind = safe_last_error(&error);
    safe_clear_last_error();
    return kind == FFI_GUARD_PANIC && strcmp(error.function, function) == 0 && error.line > 0;
}

static void divisions(void) {
#define DIVIDE(name, fallback)                                                                     \
    EXPECT(name(5) == 20);                                                                         \
    EXPECT(safe_last_error(NULL) == FFI_GUARD_NONE);                                               \
    EXPECT(name(0) == (fallback));                                                                 \
    EXPECT(failed(#name));
    EACH_DIVISION(DIVIDE)
    EACH_FEATURE(DIVIDE)
    EXPECT(symbol_odd(5) == 20 && symbol_odd(0) == -1 && failed("symbol$odd"));
}

static void fallbacks(void) {
    c_nothing();
    EXPECT(failed("c_nothing"));
    safe_rust_nothing();
    EXPECT(failed("safe_rust_nothing"));
    bare_nothing();
    EXPECT(failed("bare_nothing"));
    EXPECT(c_status(0) == FINE && c_status(1) == BROKEN && failed("c_status"));
    EXPECT(safe_rust_status(0) == FINE && safe_rust_status(1) == BROKEN && failed("safe_rust_status"));
    EXPECT(c_expression(3) == 3 && c_expression(-3) == -6 && failed("c_expression"));
    EXPECT(safe_rust_expression(3) == 3 && safe_rust_expression(-3) == -6 && failed("safe_rust_expression"));
    EXPECT(safe_bare_rust(3) == 3 && safe_bare_rust(-3) == -4 && failed("safe_bare_rust"));
    EXPECT(c_parameter(3, 0) == 4 && c_parameter(3, 1) == 3 && failed("c_parameter"));
    EXPECT(rust_renamed(2) == 2 && rust_renamed(1) == 1 && failed("rust_renamed"));
    EXPECT(c_closure(3) == 3 && c_closure(-3) == -4 && failed("c_closure"));
    EXPECT(safe_rust_closure(3) == 3 && safe_rust_closure(-3) == -4 && failed("safe_rust_closure"));
    EXPECT(c_typed_closure(0) == 2 && c_typed_closure(1) == -2 && failed("c_typed_closure"));
    EXPECT(c_or_abort(UINT64_MAX) == UINT64_MAX);
}

static void parameters(void) {
    const int32_t zero = 0, seven = 7;
    point good = {5, 6}, bad = {0, 6};
    EXPECT(c_patterns(1, good, 2, 4, 100, 200, 8) == 1 + 5 + 6 + 3 + 4 + 8);
    EXPECT(c_patterns(INT32_MAX, good, 2, 4, 100, 200, 8) == -1 && failed("c_patterns"));
    EXPECT(safe_rust_patterns(1, good, 2, 4, 100, 200) == 1 + 5 + 6 + 3 + 4);
    EXPECT(safe_rust_patterns(INT32_MAX, good, 2, 4, 100, 200) == -1 && failed("safe_rust_patterns"));
    EXPECT(c_struct(good).x == 20 && c_struct(bad).x == -1 && c_struct(bad).y == 6 && failed("c_struct"));
    EXPECT(safe_rust_struct(good).x == 20 && safe_rust_struct(bad).y == 7 && failed("safe_rust_struct"));
    EXPECT(c_lifetimes(&seven, NULL) == &seven && c_lifetimes(NULL, &seven) == NULL && failed("c_lifetimes"));
    EXPECT(c_elided(&seven) == &seven && *c_elided(&zero) == 0 && failed("c_elided"));
    EXPECT(c_view((view){&seven}) == 7);
    EXPECT(c_allowed(1, 5, 1) == 21 && c_allowed(1, 0, 1) == -1 && failed("c_allowed"));
    EXPECT(safe_rust_allowed(1, 5, 1) == 21 && safe_rust_allowed(1, 0, 1) == -1 && failed("safe_rust_allowed"));
    EXPECT(c_twelve(TWELVE(2)) == 33 && c_twelve(TWELVE(0)) == -1 && failed("c_twelve"));
    EXPECT(safe_rust_twelve(TWELVE(2)) == 33 && safe_rust_twelve(TWELVE(0)) == -1 && failed("safe_rust_twelve"));
    EXPECT(match(6, 2) == 3 && match(6, 0) == 6 && failed("match"));
    EXPECT(loop(6, 2) == 3 && loop(6, 0) == 6 && failed("loop"));
    EXPECT(c_associated(5) == 10 && c_associated(0) == -1 && failed("c_associated"));
    EXPECT(c_associated_self(&seven) == 1 && c_associated_self(NULL) == 0 && failed("c_associated_self"));
    EXPECT(c_early(1) == 10 && c_early(4) == 1 && c_early(2) == -1 && failed("c_early"));
    EXPECT(macro_hygiene(6, 2) == 3 && macro_hygiene(6, 0) == 0 && failed("macro_hygiene"));
}

/* Checks for an error that is not a panic: an argument was rejected, or the function returned an error. */
static int told(const char *function) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    int32_t kind = safe_last_error(&error);
    safe_clear_last_error();
    return kind > FFI_GUARD_PANIC && strcmp(error.function, function) == 0;
}

static void conversions(void) {
    const int64_t three[3] = {1, 2, 3};
    const uint8_t bytes[2] = {20, 30};
    int64_t to = 1, out = 0;
    char *text = NULL;
    EXPECT(safe_convert_names("four", &three, &to, 2, &out) == 4 && to == 3 && out == 4);
    EXPECT(safe_convert_names(NULL, &three, &to, 2, &out) == SIZE_MAX && told("safe_convert_names"));
    EXPECT(safe_convert_lifetimes("ab", NULL) == 2 && safe_convert_lifetimes("ab", "") == 0);
    EXPECT(safe_convert_lifetimes("ab", "\xff") == SIZE_MAX && told("safe_convert_lifetimes"));
    EXPECT(safe_convert_free(safe_convert_new(5)) == 5 && safe_convert_free(NULL) == -1 && told("safe_convert_free"));
    EXPECT(safe_convert_verdict(2, &out) == 1 && out == 4);
    EXPECT(safe_convert_verdict(-2, &out) == 2 && out == 4 && told("safe_convert_verdict"));
    safe_vec_verdict verdicts = safe_convert_verdicts(2);
    EXPECT(verdicts.len == 2 && verdicts.ptr[0] == 1 && verdicts.ptr[1] == 2);
    safe_vec_verdict_free(verdicts);
    EXPECT(safe_convert_repeat("ab", 2, &text) == 0 && strcmp(text, "abab") == 0);
    safe_string_free(text);
    EXPECT(safe_convert_repeat("", 2, &text) == -FFI_GUARD_ERROR && text == NULL && told("safe_convert_repeat"));
    EXPECT(safe_convert_from_macro(bytes, 2) == 50);
    EXPECT(safe_convert_from_macro(NULL, 2) == -1 && told("safe_convert_from_macro"));
    EXPECT(safe_convert_bare("", 1, &out) == 0 && out == 1);
    EXPECT(safe_convert_bare("", 2, &out) == -FFI_GUARD_INVALID_ARGUMENT && told("safe_convert_bare"));
}

int main(int count, char **arguments) {
    if (count > 1) {
        const char *name = arguments[1];
        (strcmp(name, "c_never") == 0 ? c_never : strcmp(name, "safe_rust_never") == 0 ? safe_rust_never : safe_bare_never)();
        return 0;
    }
    divisions();
    fallbacks();
    parameters();
    conversions();
    EXPECT(bare_unguarded() == 7 && symbol_unguarded() == 7 && SYMBOL_STATIC == 8);
    EXPECT(safe_last_error(NULL) == FFI_GUARD_NONE);
    return failures > 0;
}
