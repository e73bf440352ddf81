/* semver.h: semantic versions, requirements, and lists of versions. C11 and C++17; made from the Rust sources. */

#ifndef SEMVER_H
#define SEMVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifndef FFI_GUARD_ERROR_DEFINED
#define FFI_GUARD_ERROR_DEFINED

/*
 * The kinds of an error: ffi_guard_error.kind, and what PREFIX_last_error returns. FFI_GUARD_ABANDONED occurs in error
 * callbacks alone.
 */
#define FFI_GUARD_NONE 0             /* this thread has no error */
#define FFI_GUARD_PANIC 1            /* the function panicked */
#define FFI_GUARD_INVALID_ARGUMENT 2 /* an argument was refused before the function ran */
#define FFI_GUARD_ERROR 3            /* the function returned an error of its own; see `code` */
#define FFI_GUARD_POISONED 4         /* an earlier panic left the object in an unknown state */
#define FFI_GUARD_ABANDONED 5        /* C jumped over guarded calls, which never returned; see `code` */

#ifdef __cplusplus
extern "C" {
#endif

/*
 * One failure.
 *
 * The strings belong to the library, are UTF-8 and end in NUL; never free or change them. Those that
 * PREFIX_last_error hands out live until the next failure of the same library on the same thread, until
 * PREFIX_clear_last_error on that thread, or until the thread ends, whichever comes first. Those that an error
 * callback receives live until it returns. Copy what has to live longer, or has to go to another thread.
 */
typedef struct ffi_guard_error {
    /*
     * sizeof(ffi_guard_error) as the caller was compiled; FFI_GUARD_ERROR_INIT sets it, the library only reads
     * it. So a program and a library may know different versions of this struct: a size below that of this
     * first version writes nothing at all, and members that the caller knows and the library does not are
     * zeroed.
     */
    size_t size;
    /* One of the kinds above. A later library may add kinds: treat an unknown one as a failure. */
    int32_t kind;
    /* Where in `file` it happened, both counted from 1; 0 where the place is not known. */
    uint32_t line;
    uint32_t column;
    /*
     * With FFI_GUARD_ERROR the library's own code, positive; with FFI_GUARD_ABANDONED the number of the calls; else
     * 0.
     */
    int32_t code;
    /*
     * The exported function that failed; of several calls that were abandoned the innermost, "unknown" where its name
     * was lost. Null only when `kind` is FFI_GUARD_NONE.
     */
    const char *function;
    /* What went wrong, cut if it was very long. Null only when `kind` is FFI_GUARD_NONE. */
    const char *message;
    /* The Rust source file where it happened, "" where the place is not known. Null only as `function` is. */
    const char *file;
    /*
     * How many failures the library has recorded on this thread so far, this one included. FFI_GUARD_ABANDONED is no
     * failure and not counted.
     */
    uint64_t count;
} ffi_guard_error;

/*
 * Gets each failure at once, on the thread on which it happened, before the failing function returns. Neither
 * argument is owned by the callback, and `error` is never null; `data` is what was registered.
 *
 * A library that is built to track its calls also reports those that a longjmp has skipped: kind FFI_GUARD_ABANDONED,
 * on their thread, when its next guarded call finds out. That call has not failed: it returns what it would have
 * returned, and PREFIX_last_error does not change.
 *
 * It may be called from any thread that calls into the library, from several at the same time. It must return:
 * no longjmp, no C++ exception, no pthread_exit out of it. It may call functions of the library; it is not called
 * for the failures that it causes itself, nor for those that an observer of the library causes while it is told of
 * another observer's. PREFIX_last_error has this failure when it is called and when the failing function returns.
 */
typedef void (*ffi_guard_error_callback)(const ffi_guard_error *error, void *data);

#ifdef __cplusplus
}
#endif

/* The start value of an ffi_guard_error; names every member, so that no compiler finds one missing. */
#define FFI_GUARD_ERROR_INIT {sizeof(ffi_guard_error), FFI_GUARD_NONE, 0, 0, 0, NULL, NULL, NULL, 0}

#endif /* FFI_GUARD_ERROR_DEFINED */



/**
 * One of the numbers of a version.
 */
enum semver_field
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The first number.
     */
    SEMVER_FIELD_MAJOR = 0,
    /**
     * The second number.
     */
    SEMVER_FIELD_MINOR = 1,
    /**
     * The third number.
     */
    SEMVER_FIELD_PATCH = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum semver_field semver_field;
#else
typedef int32_t semver_field;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a version stands to another.
 */
enum semver_order
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It comes before.
     */
    SEMVER_ORDER_LESS = -1,
    /**
     * Neither comes before the other.
     */
    SEMVER_ORDER_EQUAL = 0,
    /**
     * It comes after.
     */
    SEMVER_ORDER_GREATER = 1,
    /**
     * The call has failed.
     */
    SEMVER_ORDER_UNKNOWN = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum semver_order semver_order;
#else
typedef int32_t semver_order;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The codes of errors: a status that is positive, and the `code` of the last error.
 */
enum semver_failure
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The text is no version, or no requirement.
     */
    SEMVER_FAILURE_SYNTAX = 1,
    /**
     * The number is the greatest that there is.
     */
    SEMVER_FAILURE_OVERFLOW = 2,
    /**
     * It is not 1 to 3 numbers.
     */
    SEMVER_FAILURE_COUNT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum semver_failure semver_failure;
#else
typedef int32_t semver_failure;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A version, opaque to C.
 */
typedef struct semver_version semver_version;

/**
 * A list of versions, opaque to C.
 */
typedef struct semver_version_list semver_version_list;

/**
 * What is required of a version, opaque to C.
 */
typedef struct semver_version_req semver_version_req;

/**
 * The numbers of a version, and whether it is a prerelease.
 */
typedef struct semver_parts {
    /**
     * Greater after incompatible changes.
     */
    uint64_t major;
    /**
     * Greater after new functions.
     */
    uint64_t minor;
    /**
     * Greater after corrections.
     */
    uint64_t patch;
    /**
     * Whether something stands after a hyphen.
     */
    bool prerelease;
} semver_parts;

/**
 * A null `ptr` is no list, as after a failure. That of an empty list is not null, and not to be followed.
 */
typedef struct semver_vec_parts {
    struct semver_parts *ptr;
    size_t len;
} semver_vec_parts;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * An empty list.
 *
 * Returns on failure: NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - What is returned is the caller's, who frees it once, by `semver_version_list_free`.
 */
struct semver_version_list *semver_version_list_new(void);

/**
 * Takes a version over, at the end of the list.
 *
 * Returns on failure: `false`.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_list` is a handle of this library that is neither freed (`semver_version_list_free`)
 *   nor given back.
 * - `version` is a pointer that this library gave out and that has not been given back. A call
 *   that does not refuse its arguments takes it over, and it is not used afterwards.
 * - No other call with `version_list` runs meanwhile.
 */
bool semver_version_list_push(struct semver_version_list *version_list, struct semver_version *version);

/**
 * How many versions there are.
 *
 * Returns on failure: `0`.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_list` is a handle of this library that is neither freed (`semver_version_list_free`)
 *   nor given back.
 * - No call that may change or free `version_list` runs meanwhile.
 */
size_t semver_version_list_len(const struct semver_version_list *version_list);

/**
 * A copy of a version in the list.
 *
 * # Panics
 *
 * If there is no version of this index: then C gets null.
 *
 * Returns on failure: NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_list` is a handle of this library that is neither freed (`semver_version_list_free`)
 *   nor given back.
 * - No call that may change or free `version_list` runs meanwhile.
 * - What is returned is the caller's, who frees it once, by `semver_version_free`.
 */
struct semver_version *semver_version_list_get(const struct semver_version_list *version_list, size_t index);

/**
 * A copy of the highest version that meets a requirement; null if none does.
 *
 * Returns on failure: NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_list` is a handle of this library that is neither freed (`semver_version_list_free`)
 *   nor given back.
 * - `req` is a handle of this library that is neither freed (`semver_version_req_free`) nor given
 *   back.
 * - No call that may change or free `version_list` and `req` runs meanwhile.
 * - What is returned is the caller's, who frees it once, by `semver_version_free`.
 */
struct semver_version *semver_version_list_best(const struct semver_version_list *version_list,
                                                const struct semver_version_req *req);

/**
 * Sorts the list; `compare` returns a number less than, equal to or greater than 0. What it calls equal stays in
 * its order.
 *
 * Returns on failure: `false`.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_list` is a handle of this library that is neither freed (`semver_version_list_free`)
 *   nor given back.
 * - `compare` returns: no longjmp and no C++ exception leaves it.
 * - `data` is passed on as it is, and is what the function expects.
 * - No other call with `version_list` runs meanwhile.
 */
bool semver_version_list_sort(struct semver_version_list *version_list, int32_t (*compare)(const struct semver_parts*,
                                                                                           const struct semver_parts*,
                                                                                           void*), void *data);

/**
 * The numbers of all versions in the list.
 *
 * Returns on failure: a list whose `ptr` is NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_list` is a handle of this library that is neither freed (`semver_version_list_free`)
 *   nor given back.
 * - No call that may change or free `version_list` runs meanwhile.
 * - What is returned is the caller's, who frees it once, by `semver_vec_parts_free`.
 */
struct semver_vec_parts semver_version_list_parts(const struct semver_version_list *version_list);

/**
 * Frees it, once; NULL is nothing.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_list` is a handle of this library that has not been given back, or is NULL.
 * - No other call with `version_list` runs meanwhile, and none begins afterwards.
 */
void semver_version_list_free(struct semver_version_list *version_list);

/**
 * Reads a requirement.
 *
 * # Errors
 *
 * `SEMVER_FAILURE_SYNTAX` if the text is none.
 *
 * Returns on failure: a positive code of the function's own, -1 after a panic, -2 for an argument
 * that was refused, -3 for an error without a code; 0 is success. `*out` is then NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `text` points to a text that ends in NUL.
 * - `out` points to memory for the value.
 * - Nothing writes to what `text` points to during the call.
 * - Nothing else uses what `out` points to during the call.
 * - `*out` is the caller's, who frees it once, by `semver_version_req_free`.
 */
int32_t semver_version_req_parse(const char *text, struct semver_version_req **out);

/**
 * Whether a version meets the requirement.
 *
 * Returns on failure: `false`.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_req` is a handle of this library that is neither freed (`semver_version_req_free`)
 *   nor given back.
 * - `version` is a handle of this library that is neither freed (`semver_version_free`) nor given
 *   back.
 * - No call that may change or free `version_req` and `version` runs meanwhile.
 */
bool semver_version_req_matches(const struct semver_version_req *version_req, const struct semver_version *version);

/**
 * The requirement as it is written.
 *
 * Returns on failure: NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_req` is a handle of this library that is neither freed (`semver_version_req_free`)
 *   nor given back.
 * - No call that may change or free `version_req` runs meanwhile.
 * - What is returned is the caller's, who frees it once, by `semver_string_free`.
 */
char *semver_version_req_text(const struct semver_version_req *version_req);

/**
 * Frees it, once; NULL is nothing.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version_req` is a handle of this library that has not been given back, or is NULL.
 * - No other call with `version_req` runs meanwhile, and none begins afterwards.
 */
void semver_version_req_free(struct semver_version_req *version_req);

/**
 * The version of these numbers.
 *
 * Returns on failure: NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - What is returned is the caller's, who frees it once, by `semver_version_free`.
 */
struct semver_version *semver_version_new(uint64_t major, uint64_t minor, uint64_t patch);

/**
 * Reads a version.
 *
 * # Errors
 *
 * `SEMVER_FAILURE_SYNTAX` if the text is none.
 *
 * Returns on failure: a positive code of the function's own, -1 after a panic, -2 for an argument
 * that was refused, -3 for an error without a code; 0 is success. `*out` is then NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `text` points to a text that ends in NUL.
 * - `out` points to memory for the value.
 * - Nothing writes to what `text` points to during the call.
 * - Nothing else uses what `out` points to during the call.
 * - `*out` is the caller's, who frees it once, by `semver_version_free`.
 */
int32_t semver_version_parse(const char *text, struct semver_version **out);

/**
 * The version of one, two or three numbers; those that are missing are 0.
 *
 * # Errors
 *
 * `SEMVER_FAILURE_COUNT` if there are none, or more.
 *
 * Returns on failure: a positive code of the function's own, -1 after a panic, -2 for an argument
 * that was refused, -3 for an error without a code; 0 is success. `*out` is then NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `numbers` points to `numbers_len` values.
 * - `out` points to memory for the value.
 * - Nothing writes to what `numbers` points to during the call.
 * - Nothing else uses what `out` points to during the call.
 * - `*out` is the caller's, who frees it once, by `semver_version_free`.
 */
int32_t semver_version_from_numbers(const uint64_t *numbers, size_t numbers_len, struct semver_version **out);

/**
 * Another version that is the same.
 *
 * Returns on failure: NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version` is a handle of this library that is neither freed (`semver_version_free`) nor given
 *   back.
 * - No call that may change or free `version` runs meanwhile.
 * - What is returned is the caller's, who frees it once, by `semver_version_free`.
 */
struct semver_version *semver_version_copy(const struct semver_version *version);

/**
 * The numbers of the version, and whether it is a prerelease.
 *
 * Returns on failure: a positive code of the function's own, -1 after a panic, -2 for an argument
 * that was refused, -3 for an error without a code; 0 is success. `*out` is then left as it was.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version` is a handle of this library that is neither freed (`semver_version_free`) nor given
 *   back.
 * - `out` points to memory for the value.
 * - Nothing else uses what `out` points to during the call.
 * - No call that may change or free `version` runs meanwhile.
 */
int32_t semver_version_parts(const struct semver_version *version, struct semver_parts *out);

/**
 * The version as it is written.
 *
 * Returns on failure: NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version` is a handle of this library that is neither freed (`semver_version_free`) nor given
 *   back.
 * - No call that may change or free `version` runs meanwhile.
 * - What is returned is the caller's, who frees it once, by `semver_string_free`.
 */
char *semver_version_text(const struct semver_version *version);

/**
 * What stands after the hyphen; null if nothing does.
 *
 * Returns on failure: NULL.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version` is a handle of this library that is neither freed (`semver_version_free`) nor given
 *   back.
 * - No call that may change or free `version` runs meanwhile.
 * - What is returned is the caller's, who frees it once, by `semver_string_free`.
 */
char *semver_version_prerelease(const struct semver_version *version);

/**
 * Makes it the next one: greater by one in a number, the numbers after it 0, no prerelease and no build.
 *
 * # Errors
 *
 * `SEMVER_FAILURE_OVERFLOW` if the number is the greatest; then the version is as it was.
 *
 * Returns on failure: a positive code of the function's own, -1 after a panic, -2 for an argument
 * that was refused, -3 for an error without a code; 0 is success.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version` is a handle of this library that is neither freed (`semver_version_free`) nor given
 *   back.
 * - No other call with `version` runs meanwhile.
 */
int32_t semver_version_bump(struct semver_version *version, semver_field field);

/**
 * Compares two versions by their precedence, in which what they say of their builds does not count.
 *
 * Returns on failure: `Order::Unknown`.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version` is a handle of this library that is neither freed (`semver_version_free`) nor given
 *   back.
 * - `other` is a handle of this library that is neither freed (`semver_version_free`) nor given
 *   back.
 * - No call that may change or free `version` and `other` runs meanwhile.
 */
semver_order semver_version_compare(const struct semver_version *version, const struct semver_version *other);

/**
 * Frees it, once; NULL is nothing.
 *
 * Safety: what cannot be checked is for the caller to see to.
 * - `version` is a handle of this library that has not been given back, or is NULL.
 * - No other call with `version` runs meanwhile, and none begins afterwards.
 */
void semver_version_free(struct semver_version *version);

/**
 * Frees it, once; one whose `ptr` is null is nothing. The elements may have been changed, `ptr` and `len` must be
 * what they were.
 */
void semver_vec_parts_free(struct semver_vec_parts vec);

/**
 * Frees it, once; null is nothing. The text may have been changed, but its terminating NUL must be where it was.
 */
void semver_string_free(char *text);

/**
 * Returns the kind of this thread's last error, FFI_GUARD_NONE if there is none. Fills *out if `out` is
 * neither null nor misaligned; with FFI_GUARD_NONE every member but `size` becomes zero. Start *out from
 * FFI_GUARD_ERROR_INIT.
 */
int32_t semver_last_error(ffi_guard_error *out);

/**
 * The message alone: never null, "" if there is no error. It lives as long as the strings of the struct.
 */
const char *semver_last_error_message(void);

/**
 * Writes the backtrace of this thread's last error, as snprintf does: as much as fits into `size` bytes, always
 * with a NUL, and returns the length of the whole without the NUL. `buffer` may be null if `size` is 0. There is
 * none, and 0 is returned, unless the library was built to have them or RUST_BACKTRACE=1 was set when it was
 * loaded; nor long afterwards, if other threads fail often. It begins in the library's own code, without the
 * frames of the error handling. Looks up symbols, which takes time the first time.
 */
size_t semver_last_error_backtrace(char *buffer, size_t size);

/**
 * Forgets this thread's last error; its strings must not be read afterwards.
 */
void semver_clear_last_error(void);

/**
 * Registers the one callback of the library, for all threads, in place of the one before; null removes it.
 * `data` may be null; the library only passes it on, and always together with the callback it was
 * registered with. When this function returns, another thread may still be inside the old callback: keep
 * the old `data` alive, and the old callback's code loaded, until no such call can be under way.
 */
void semver_set_error_callback(ffi_guard_error_callback callback, void *data);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SEMVER_H */
