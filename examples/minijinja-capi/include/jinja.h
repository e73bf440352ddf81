/*
 * Templates and expressions in the language of Jinja, for C11 and C++17.
 *
 * A builder takes templates, and filters and functions of C. The engine that it builds never changes: share it, and
 * render on any number of threads.
 *
 * Written by `cargo ffi-guard header`; changes are lost.
 */

#ifndef JINJA_H
#define JINJA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The terms in the descriptions of functions:
 *
 * Failure: a panic, an error or an invalid argument. The function then returns the value that its
 * description names for it, if any. jinja_last_error describes the failure. An argument is invalid
 * if it is NULL where "may be NULL" is not written, misaligned, or not a value of its type, or, in
 * a UTF-8 string, not UTF-8; or if it overlaps memory that the function may write to. The call is
 * then rejected before the function does anything.
 *
 * Status: 0 is success, a positive number an error code of the function, -1 a panic, -2 an invalid
 * argument, -3 an error without a code, -6 an invalid result of a callback.
 *
 * Borrowed: the caller keeps it, and it must stay valid until the function returns. Until then,
 * other code may only read it; if the parameter is not const, other code must not use it at all. A
 * borrowed result is valid as long as its description says. The caller only reads it, and does not
 * free it.
 *
 * Owned: a result belongs to the caller, who frees it once, with the function that is named. An
 * owned argument belongs to the library from then on, unless the call is rejected: the caller must
 * not use it again. A reference is one of several to the same object.
 *
 * Strings are NUL-terminated. An array of length 0 may be NULL.
 *
 * Callbacks must return: no longjmp or C++ exception may leave them. If one returns a value that
 * its type does not have, the function that calls it fails.
 *
 * Threads: functions may be called on any thread, also at the same time, as far as borrowed
 * arguments allow.
 */

/**
 * The version of the ABI that this header declares. A break of the ABI raises the epoch, an addition the revision.
 */
#define JINJA_ABI_EPOCH 1
#define JINJA_ABI_REVISION 0
/**
 * Whether a library has the ABI that this header declares: `JINJA_ABI_ACCEPTS(jinja_abi())`.
 * It has the same epoch, and the same revision or a later one.
 */
#define JINJA_ABI_ACCEPTS(abi) \
    ((abi) - (JINJA_ABI_EPOCH * UINT64_C(0x100000000) + JINJA_ABI_REVISION) <= UINT32_MAX - JINJA_ABI_REVISION)

/**
 * The result of a call: 0, a code of the library, or a negative number for a failure without a code.
 */
typedef int32_t jinja_status;

/**
 * The codes of errors: a positive status, and the `code` of the last error.
 */
enum {
    JINJA_OK = 0,
    /**
     * The source of a template or of an expression has a syntax error.
     */
    JINJA_SYNTAX = 1,
    /**
     * No template has the name.
     */
    JINJA_MISSING = 2,
    /**
     * A function of C has returned an error.
     */
    JINJA_CALLBACK = 3,
    /**
     * A template or an expression cannot be evaluated.
     */
    JINJA_EVALUATION = 4,
    /**
     * The numbers of keys and of values differ.
     */
    JINJA_LENGTHS = 5,
    JINJA_PANIC = -1,
    JINJA_INVALID_ARGUMENT = -2,
    JINJA_ERROR = -3,
    JINJA_POISONED = -4,
    JINJA_INVALID_RESULT = -6,
};

#ifndef FFI_GUARD_ERROR_DEFINED
#define FFI_GUARD_ERROR_DEFINED

/*
 * The kinds of errors, as in ffi_guard_error.kind and as returned by PREFIX_last_error. FFI_GUARD_ABANDONED is only
 * passed to error callbacks.
 */
#define FFI_GUARD_NONE 0             /* this thread has no error */
#define FFI_GUARD_PANIC 1            /* the function panicked */
#define FFI_GUARD_INVALID_ARGUMENT 2 /* an argument was rejected before the function ran */
#define FFI_GUARD_RETURNED 3         /* the function returned an error; see `code` */
#define FFI_GUARD_ERROR 3            /* the same, an earlier name */
#define FFI_GUARD_POISONED 4         /* an earlier panic left the object in an unknown state */
#define FFI_GUARD_ABANDONED 5        /* a longjmp skipped guarded calls, which never returned; see `code` */
#define FFI_GUARD_INVALID_RESULT 6   /* a callback of the caller returned an invalid value; the function stopped there */

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A failure.
 *
 * The strings are owned by the library, UTF-8 and NUL-terminated; do not free or modify them. Strings from
 * PREFIX_last_error are valid until the next failure of the same library on the same thread, until
 * PREFIX_clear_last_error on that thread, or until the thread ends, whichever comes first. Strings passed to an error
 * callback are valid until it returns. Copy them to keep them longer or to pass them to another thread.
 */
typedef struct ffi_guard_error {
    /*
     * sizeof(ffi_guard_error) when the caller was compiled. FFI_GUARD_ERROR_INIT sets it; the library only reads it.
     * This lets a program and a library use different versions of this struct. If the size is smaller than this first
     * version, nothing is written. Members that the library does not know are set to zero.
     */
    size_t size;
    /* One of the kinds above. Newer libraries may add kinds: treat an unknown kind as a failure. */
    int32_t kind;
    /* The position of the failure in `file`, both 1-based; 0 if unknown. */
    uint32_t line;
    uint32_t column;
    /*
     * With FFI_GUARD_ERROR, the library's error code, positive. With FFI_GUARD_ABANDONED, the number of abandoned
     * calls. Otherwise 0.
     */
    int32_t code;
    /*
     * The exported function that failed. With FFI_GUARD_ABANDONED, the innermost abandoned function, or "unknown" if
     * its name was lost. Null only when `kind` is FFI_GUARD_NONE.
     */
    const char *function;
    /* The error message, truncated if very long. Null only when `kind` is FFI_GUARD_NONE. */
    const char *message;
    /* The Rust source file of the failure, "" if unknown. Null only when `kind` is FFI_GUARD_NONE. */
    const char *file;
    /*
     * The number of failures that the library has recorded on this thread, including this one. FFI_GUARD_ABANDONED is
     * not a failure and is not counted.
     */
    uint64_t count;
} ffi_guard_error;

/*
 * An error callback. It is called for each failure, on the thread of the failure, before the failing function returns.
 * The callback owns neither argument. `error` is never null; `data` is the pointer passed at registration.
 *
 * A library built with call tracking also reports calls that a longjmp skipped, with kind FFI_GUARD_ABANDONED, on the
 * same thread, when its next guarded call detects them. That next call has not failed: its result and
 * PREFIX_last_error are unaffected.
 *
 * The callback may be called from any thread that calls into the library, and from several threads at the same time.
 * It must return normally: it must not longjmp, throw a C++ exception or call pthread_exit. It may call functions of
 * the library. It is not called for failures that it causes itself, nor for failures that an observer of the library
 * causes while handling another observer's failure. PREFIX_last_error reports this failure both during the callback
 * and after the failing function has returned.
 */
typedef void (*ffi_guard_error_callback)(const ffi_guard_error *error, void *data);

#ifdef __cplusplus
}
#endif

/* The initializer of an ffi_guard_error. It lists every member, so compilers do not warn about missing ones. */
#define FFI_GUARD_ERROR_INIT {sizeof(ffi_guard_error), FFI_GUARD_NONE, 0, 0, 0, NULL, NULL, NULL, 0}

#endif /* FFI_GUARD_ERROR_DEFINED */



/**
 * The kind of a value.
 */
enum jinja_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The call failed.
     */
    JINJA_KIND_UNKNOWN = -1,
    /**
     * No value: a variable or an item that does not exist.
     */
    JINJA_KIND_UNDEFINED = 0,
    /**
     * `none`.
     */
    JINJA_KIND_NONE = 1,
    /**
     * `true` or `false`.
     */
    JINJA_KIND_BOOL = 2,
    /**
     * An integer or a floating-point number.
     */
    JINJA_KIND_NUMBER = 3,
    /**
     * A text.
     */
    JINJA_KIND_TEXT = 4,
    /**
     * A list, or another sequence.
     */
    JINJA_KIND_LIST = 5,
    /**
     * Keys with values.
     */
    JINJA_KIND_OBJECT = 6,
    /**
     * A value of another kind, which only templates use.
     */
    JINJA_KIND_OTHER = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum jinja_kind jinja_kind;
#else
typedef int32_t jinja_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * An engine that can still be changed.
 */
typedef struct jinja_builder jinja_builder;

/**
 * Compiled templates, with the functions that they call.
 */
typedef struct jinja_engine jinja_engine;

/**
 * A position among the items of a value, which may be freed before.
 */
typedef struct jinja_items jinja_items;

/**
 * One template of an engine.
 */
typedef struct jinja_template jinja_template;

/**
 * A value. It never changes, so a copy of a list or an object shares the items.
 */
typedef struct jinja_value jinja_value;

/**
 * The callback `filter` of jinja_builder_add_filter().
 * @param arg0  borrowed array of arg0_len pointers, valid until the callback returns
 * @param out  owned: passes to the library; 0 before the call
 * @return 0 on success; any other number is an error
 */
typedef int32_t (*jinja_builder_add_filter_filter)(const struct jinja_value *const *arg0,
                                                   size_t arg0_len,
                                                   struct jinja_value **out,
                                                   void *data);

/**
 * The callback `function` of jinja_builder_add_function().
 * @param arg0  borrowed array of arg0_len pointers, valid until the callback returns
 * @param out  owned: passes to the library; 0 before the call
 * @return 0 on success; any other number is an error
 */
typedef int32_t (*jinja_builder_add_function_function)(const struct jinja_value *const *arg0,
                                                       size_t arg0_len,
                                                       struct jinja_value **out,
                                                       void *data);

/**
 * UTF-8 text of `len` bytes that the caller does not own. It does not end with a NUL. A null `ptr` means "no text",
 * for example after a failure. The `ptr` of an empty text is not null and must not be dereferenced.
 */
typedef struct jinja_str {
    const char *ptr;
    size_t len;
} jinja_str;

/**
 * A null `ptr` means "no list", for example after a failure. The `ptr` of an empty list is not null and must not
 * be dereferenced.
 */
typedef struct jinja_vec_string {
    char **ptr;
    size_t len;
} jinja_vec_string;

/**
 * The callback `write` of jinja_template_render_to().
 * @param arg0  borrowed array of arg0_len elements, valid until the callback returns
 * @return 0 on success; any other number is an error
 */
typedef int32_t (*jinja_template_render_to_write)(const uint8_t *arg0, size_t arg0_len, void *data);

/**
 * The place of an error in the source of a template or of an expression.
 */
typedef struct jinja_place {
    /**
     * The line, from 1.
     */
    size_t line;
    /**
     * The first byte of the text that is wrong, from 0.
     */
    size_t start;
    /**
     * The byte after the text that is wrong.
     */
    size_t end;
} jinja_place;

/**
 * The callback `visit` of jinja_value_each().
 * @param arg0  borrowed pointer, valid until the callback returns
 * @param arg1  borrowed pointer, valid until the callback returns
 */
typedef bool (*jinja_value_each_visit)(const struct jinja_value *arg0, const struct jinja_value *arg1, void *data);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Creates a builder without templates, with the filters and functions of minijinja.
 *
 * @return owned pointer: free with jinja_builder_free; NULL on failure
 */
struct jinja_builder *jinja_builder_new(void);

/**
 * Adds a template, or replaces it.
 *
 * # Errors
 *
 * `JINJA_SYNTAX` if the source is not a template.
 *
 * @param builder  borrowed
 * @param name     borrowed UTF-8 string
 * @param source   borrowed array of source_len bytes of UTF-8
 * @return a status
 */
jinja_status jinja_builder_add_template(struct jinja_builder *builder,
                                        const char *name,
                                        const char *source,
                                        size_t source_len);

/**
 * Adds a filter: `{{ value|name(argument) }}` calls it with the value and the arguments, on the thread that renders.
 *
 * @param builder         borrowed
 * @param name            borrowed UTF-8 string
 * @param filter          callback that the library keeps and calls on any thread, on several
 *                        threads at the same time
 * @param filter_destroy  called once with filter_data when the library drops the callback, also if
 *                        the call fails, may be NULL
 * @return false on failure
 */
bool jinja_builder_add_filter(struct jinja_builder *builder,
                              const char *name,
                              jinja_builder_add_filter_filter filter,
                              void *filter_data,
                              void (*filter_destroy)(void *data));

/**
 * Adds a function: `{{ name(argument) }}` calls it with the arguments, on the thread that renders.
 *
 * @param builder           borrowed
 * @param name              borrowed UTF-8 string
 * @param function          callback that the library keeps and calls on any thread, on several
 *                          threads at the same time
 * @param function_destroy  called once with function_data when the library drops the callback,
 *                          also if the call fails, may be NULL
 * @return false on failure
 */
bool jinja_builder_add_function(struct jinja_builder *builder,
                                const char *name,
                                jinja_builder_add_function_function function,
                                void *function_data,
                                void (*function_destroy)(void *data));

/**
 * Builds the engine. The builder is gone afterwards.
 *
 * @param builder  owned: passes to the library
 * @return owned reference: free with jinja_engine_free; NULL on failure
 */
const struct jinja_engine *jinja_builder_build(struct jinja_builder *builder);

/**
 * Frees the object. NULL is a no-op.
 *
 * @param builder  owned, may be NULL
 */
void jinja_builder_free(struct jinja_builder *builder);

/**
 * Returns a template, which keeps the engine.
 *
 * # Errors
 *
 * `JINJA_MISSING` if there is none of this name.
 *
 * @param engine  borrowed: a reference that this library returned; it may keep one of its own
 * @param name    borrowed UTF-8 string
 * @param out     receives an owned reference: free with jinja_template_free; NULL on failure;
 *                unchanged if the call is rejected
 * @return a status
 */
jinja_status jinja_engine_template(const struct jinja_engine *engine,
                                   const char *name,
                                   const struct jinja_template **out);

/**
 * Evaluates an expression with the entries of `context` as variables.
 *
 * # Errors
 *
 * `JINJA_SYNTAX` if the text is not an expression, `JINJA_CALLBACK` if a function of C failed, and else
 * `JINJA_EVALUATION`.
 *
 * @param engine      borrowed
 * @param expression  borrowed UTF-8 string
 * @param context     borrowed
 * @param out         receives an owned pointer: free with jinja_value_free; NULL on failure;
 *                    unchanged if the call is rejected
 * @return a status
 */
jinja_status jinja_engine_evaluate(const struct jinja_engine *engine,
                                   const char *expression,
                                   const struct jinja_value *context,
                                   struct jinja_value **out);

/**
 * Releases one reference. The last one frees the object. NULL is a no-op.
 *
 * @param engine  owned reference, may be NULL
 */
void jinja_engine_free(const struct jinja_engine *engine);

/**
 * Returns another reference to the object.
 *
 * @param engine  borrowed
 * @return owned reference: free with jinja_engine_free; NULL on failure
 */
const struct jinja_engine *jinja_engine_share(const struct jinja_engine *engine);

/**
 * Returns the name of the template.
 *
 * @param template_  borrowed
 * @return UTF-8 text borrowed from template_, until a call that takes it as a non-const pointer,
 *         takes its ownership, or frees it; a NULL ptr on failure
 */
struct jinja_str jinja_template_name(const struct jinja_template *template_);

/**
 * Returns the names of the variables that the template uses and does not set, in alphabetical order.
 *
 * @param template_  borrowed
 * @param out        receives an owned list of owned elements: free with jinja_vec_string_free,
 *                   after setting to NULL those that are kept; a NULL ptr on failure; unchanged if
 *                   the call is rejected
 * @return a status
 */
jinja_status jinja_template_variables(const struct jinja_template *template_, struct jinja_vec_string *out);

/**
 * Renders the template with the entries of `context` as variables.
 *
 * # Errors
 *
 * `JINJA_CALLBACK` if a function of C failed, and else `JINJA_EVALUATION`.
 *
 * @param template_  borrowed
 * @param context    borrowed
 * @param out        receives an owned UTF-8 string: free with jinja_string_free; NULL on failure;
 *                   unchanged if the call is rejected
 * @return a status
 */
jinja_status jinja_template_render(const struct jinja_template *template_,
                                   const struct jinja_value *context,
                                   char **out);

/**
 * Renders the template in pieces of UTF-8, which end anywhere between two characters.
 *
 * # Errors
 *
 * `JINJA_CALLBACK` if `write` or a function of C failed, and else `JINJA_EVALUATION`.
 *
 * @param template_  borrowed
 * @param context    borrowed
 * @param write      callback, called on this thread until the function returns
 * @return a status
 */
jinja_status jinja_template_render_to(const struct jinja_template *template_,
                                      const struct jinja_value *context,
                                      jinja_template_render_to_write write,
                                      void *write_data);

/**
 * Releases one reference. The last one frees the object. NULL is a no-op.
 *
 * @param template_  owned reference, may be NULL
 */
void jinja_template_free(const struct jinja_template *template_);

/**
 * Returns another reference to the object.
 *
 * @param template_  borrowed
 * @return owned reference: free with jinja_template_free; NULL on failure
 */
const struct jinja_template *jinja_template_share(const struct jinja_template *template_);

/**
 * Returns the place of the last error of this thread, if it is in a template or in an expression.
 *
 * @param out  receives the value if there is one; else unchanged
 * @return whether there is a value; false on failure
 */
bool jinja_last_error_place(struct jinja_place *out);

/**
 * Creates `none`.
 *
 * @return owned pointer: free with jinja_value_free; NULL on failure
 */
struct jinja_value *jinja_value_none(void);

/**
 * Creates `true` or `false`.
 *
 * @return owned pointer: free with jinja_value_free; NULL on failure
 */
struct jinja_value *jinja_value_from_bool(bool value);

/**
 * Creates an integer.
 *
 * @return owned pointer: free with jinja_value_free; NULL on failure
 */
struct jinja_value *jinja_value_from_int(int64_t value);

/**
 * Creates a floating-point number.
 *
 * @return owned pointer: free with jinja_value_free; NULL on failure
 */
struct jinja_value *jinja_value_from_float(double value);

/**
 * Creates a text, which may contain NULs.
 *
 * @param text  borrowed array of text_len bytes of UTF-8
 * @return owned pointer: free with jinja_value_free; NULL on failure
 */
struct jinja_value *jinja_value_from_text(const char *text, size_t text_len);

/**
 * Creates a list, which owns the items.
 *
 * @param items  array of items_len owned pointers, each different: they pass to the library
 * @return owned pointer: free with jinja_value_free; NULL on failure
 */
struct jinja_value *jinja_value_from_items(struct jinja_value *const *items, size_t items_len);

/**
 * Creates an object, which owns the values. If `JINJA_LENGTHS` is returned, they are freed.
 *
 * # Errors
 *
 * `JINJA_LENGTHS` if there are more keys than values, or fewer.
 *
 * @param keys    borrowed array of keys_len UTF-8 strings
 * @param values  array of values_len owned pointers, each different: they pass to the library
 * @param out     receives an owned pointer: free with jinja_value_free; NULL on failure; unchanged
 *                if the call is rejected
 * @return a status
 */
jinja_status jinja_value_from_entries(const char *const *keys,
                                      size_t keys_len,
                                      struct jinja_value *const *values,
                                      size_t values_len,
                                      struct jinja_value **out);

/**
 * Returns another reference to the value.
 *
 * @param value  borrowed
 * @return owned pointer: free with jinja_value_free; NULL on failure
 */
struct jinja_value *jinja_value_copy(const struct jinja_value *value);

/**
 * Returns the kind of the value.
 *
 * @param value  borrowed
 * @return JINJA_KIND_UNKNOWN on failure
 */
jinja_kind jinja_value_kind(const struct jinja_value *value);

/**
 * Returns true if the value counts as true in a template.
 *
 * @param value  borrowed
 * @return false on failure
 */
bool jinja_value_is_true(const struct jinja_value *value);

/**
 * Returns the value if it is an integer of 64 bits.
 *
 * @param value  borrowed
 * @param out    receives the value if there is one; else unchanged
 * @return whether there is a value; false on failure
 */
bool jinja_value_int(const struct jinja_value *value, int64_t *out);

/**
 * Returns the value if it is a number.
 *
 * @param value  borrowed
 * @param out    receives the value if there is one; else unchanged
 * @return whether there is a value; false on failure
 */
bool jinja_value_float(const struct jinja_value *value, double *out);

/**
 * Returns the text in place, if the value is a text.
 *
 * @param value  borrowed
 * @return UTF-8 text borrowed from value, until a call that takes it as a non-const pointer, takes
 *         its ownership, or frees it; a NULL ptr if there is none, and on failure
 */
struct jinja_str jinja_value_text(const struct jinja_value *value);

/**
 * Returns the value as a template prints it.
 *
 * @param value  borrowed
 * @return owned UTF-8 string: free with jinja_string_free; NULL on failure
 */
char *jinja_value_print(const struct jinja_value *value);

/**
 * Returns the number of items, if the value has a length.
 *
 * @param value  borrowed
 * @param out    receives the value if there is one; else unchanged
 * @return whether there is a value; false on failure
 */
bool jinja_value_len(const struct jinja_value *value, size_t *out);

/**
 * Returns the item of a key; NULL if there is none.
 *
 * @param value  borrowed
 * @param key    borrowed
 * @return owned pointer: free with jinja_value_free; NULL if there is none, and on failure
 */
struct jinja_value *jinja_value_get(const struct jinja_value *value, const struct jinja_value *key);

/**
 * Returns an iterator over the items of a list, or over the keys of an object.
 *
 * # Errors
 *
 * `JINJA_EVALUATION` if the value has no items.
 *
 * @param value  borrowed
 * @param out    receives an owned pointer: free with jinja_items_free; NULL on failure; unchanged
 *               if the call is rejected
 * @return a status
 */
jinja_status jinja_value_items(const struct jinja_value *value, struct jinja_items **out);

/**
 * Calls `visit` with each key and its value, or with each index and its item, until it returns false. Returns the
 * number of calls.
 *
 * # Errors
 *
 * `JINJA_EVALUATION` if the value has no items.
 *
 * @param value  borrowed
 * @param visit  callback, called on this thread until the function returns
 * @param out    receives the value; unchanged on failure
 * @return a status
 */
jinja_status jinja_value_each(const struct jinja_value *value,
                              jinja_value_each_visit visit,
                              void *visit_data,
                              size_t *out);

/**
 * Frees the object. NULL is a no-op.
 *
 * @param value  owned, may be NULL
 */
void jinja_value_free(struct jinja_value *value);

/**
 * Returns the next item; NULL at the end.
 *
 * @param items  borrowed
 * @return owned pointer: free with jinja_value_free; NULL if there is none, and on failure
 */
struct jinja_value *jinja_items_next(struct jinja_items *items);

/**
 * Frees the object. NULL is a no-op.
 *
 * @param items  owned, may be NULL
 */
void jinja_items_free(struct jinja_items *items);

/**
 * Frees a list. A null `ptr` is a no-op. Free each list once. The elements may have been modified; `ptr` and `len`
 * must not have been. A list of pointers owns what they point to: set an element to null to keep it, and free it
 * like a single one.
 */
void jinja_vec_string_free(struct jinja_vec_string vec);

/**
 * Frees a string. Null is a no-op. Free each string once. The contents may have been modified, but the position
 * of the terminating NUL must not have changed.
 */
void jinja_string_free(char *text);

/**
 * Returns the kind of this thread's last error, or FFI_GUARD_NONE if there is none. Fills *out unless `out` is
 * null or misaligned; with FFI_GUARD_NONE, every member except `size` is set to zero. Initialize *out with
 * FFI_GUARD_ERROR_INIT.
 */
int32_t jinja_last_error(ffi_guard_error *out);

/**
 * Returns the message of this thread's last error, or "" without an error; never null. It is valid for as long as
 * the strings that jinja_last_error returns.
 */
const char *jinja_last_error_message(void);

/**
 * Writes the backtrace of this thread's last error in the manner of snprintf: at most `size` bytes including the
 * terminating NUL; returns the full length without the NUL. `buffer` may be null if `size` is 0. Returns 0
 * without a backtrace: backtraces are only captured if the library was built with them or if RUST_BACKTRACE=1
 * was set when it was loaded, and an old one may be discarded when other threads fail often. The backtrace starts
 * in the library's own code; the frames of the error handling are left out. The first call is slow, because it
 * loads symbols.
 */
size_t jinja_last_error_backtrace(char *buffer, size_t size);

/**
 * Clears this thread's last error. Its strings must not be read afterwards.
 */
void jinja_clear_last_error(void);

/**
 * Sets the error callback of the library, for all threads, and replaces the previous one; null removes it.
 * `data` may be null; the library never dereferences it, and passes it only to the callback it was registered
 * with. When this function returns, another thread may still be running the previous callback: keep its `data`
 * alive and its code loaded until no such call can be in progress.
 */
void jinja_set_error_callback(ffi_guard_error_callback callback, void *data);

/**
 * Returns the version of the ABI: the epoch in the upper 32 bits, the revision in the lower 32. A break of the ABI
 * raises the epoch, an addition the revision. A library that does not export this function has no version.
 */
uint64_t jinja_abi(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* JINJA_H */
