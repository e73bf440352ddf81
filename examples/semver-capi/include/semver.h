/*
 * Semantic versions, requirements for versions, and lists of versions, for C11 and C++17.
 *
 * The functions parse and compare as the Rust crate `semver` does, which is inside the library.
 *
 * Written by `cargo ffi-guard header`; changes are lost.
 */

#ifndef SEMVER_H
#define SEMVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The terms in the descriptions of functions:
 *
 * Failure: a panic, an error or an invalid argument. The function then returns the value that its
 * description names for it, if any. semver_last_error describes the failure. An argument is
 * invalid if it is NULL where "may be NULL" is not written, misaligned, or not a value of its
 * type, or, in a UTF-8 string, not UTF-8; or if it overlaps memory that the function may write to.
 * The call is then rejected before the function does anything.
 *
 * Status: 0 is success, a positive number an error code of the function, -1 a panic, -2 an invalid
 * argument, -3 an error without a code, -6 an invalid result of a callback.
 *
 * Borrowed: the caller keeps it, and it must stay valid until the function returns. Until then,
 * other code may only read it; if the parameter is not const, other code must not use it at all.
 *
 * Owned: a result belongs to the caller, who frees it once, with the function that is named. An
 * owned argument belongs to the library from then on, unless the call is rejected: the caller must
 * not use it again.
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
#define SEMVER_ABI_EPOCH 1
#define SEMVER_ABI_REVISION 0
/**
 * Whether a library has the ABI that this header declares: `SEMVER_ABI_ACCEPTS(semver_abi())`.
 * It has the same epoch, and the same revision or a later one.
 */
#define SEMVER_ABI_ACCEPTS(abi) \
    ((abi) - (SEMVER_ABI_EPOCH * UINT64_C(0x100000000) + SEMVER_ABI_REVISION) <= UINT32_MAX - SEMVER_ABI_REVISION)

/**
 * The result of a call: 0, a code of the library, or a negative number for a failure without a code.
 */
typedef int32_t semver_status;

/**
 * The codes of errors: a positive status, and the `code` of the last error.
 */
enum {
    SEMVER_OK = 0,
    /**
     * The text is not a version, or not a requirement.
     */
    SEMVER_SYNTAX = 1,
    /**
     * The number cannot be increased.
     */
    SEMVER_OVERFLOW = 2,
    /**
     * There are not 1 to 3 numbers.
     */
    SEMVER_COUNT = 3,
    /**
     * A callback returned a status other than 0, or an invalid value.
     */
    SEMVER_CALLBACK = 4,
    SEMVER_PANIC = -1,
    SEMVER_INVALID_ARGUMENT = -2,
    SEMVER_ERROR = -3,
    SEMVER_POISONED = -4,
    SEMVER_INVALID_RESULT = -6,
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
 * The order of two versions.
 */
enum semver_order
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The version comes before the other one.
     */
    SEMVER_ORDER_LESS = -1,
    /**
     * Neither comes before the other.
     */
    SEMVER_ORDER_EQUAL = 0,
    /**
     * The version comes after the other one.
     */
    SEMVER_ORDER_GREATER = 1,
    /**
     * The call failed.
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
 * A version, opaque to C.
 */
typedef struct semver_version semver_version;

/**
 * A list of versions, opaque to C.
 */
typedef struct semver_version_list semver_version_list;

/**
 * A requirement for versions, opaque to C.
 */
typedef struct semver_version_req semver_version_req;

/**
 * The numbers of a version, and whether it is a prerelease.
 */
typedef struct semver_parts {
    /**
     * Increases with incompatible changes.
     */
    uint64_t major;
    /**
     * Increases with new functions.
     */
    uint64_t minor;
    /**
     * Increases with corrections.
     */
    uint64_t patch;
    /**
     * True if the version has a part after a hyphen.
     */
    bool prerelease;
} semver_parts;

/**
 * The callback `compare` of semver_version_list_sort().
 * @param arg0  borrowed pointer, valid until the callback returns
 * @param arg1  borrowed pointer, valid until the callback returns
 */
typedef int32_t (*semver_version_list_sort_compare)(const struct semver_parts *arg0,
                                                    const struct semver_parts *arg1,
                                                    void *data);

/**
 * The callback `keep` of semver_version_list_retain().
 * @param arg0  borrowed pointer, valid until the callback returns
 * @param out  receives the result; 0 before the call
 * @return 0 on success; any other number is an error
 */
typedef int32_t (*semver_version_list_retain_keep)(const struct semver_version *arg0, bool *out, void *data);

/**
 * A null `ptr` means "no list", for example after a failure. The `ptr` of an empty list is not null and must not
 * be dereferenced.
 */
typedef struct semver_vec_parts {
    struct semver_parts *ptr;
    size_t len;
} semver_vec_parts;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Creates an empty list.
 *
 * @return owned pointer: free with semver_version_list_free; NULL on failure
 */
struct semver_version_list *semver_version_list_new(void);

/**
 * Adds a version at the end of the list, which then owns it.
 *
 * @param version_list  borrowed
 * @param version       owned: passes to the library
 * @return false on failure
 */
bool semver_version_list_push(struct semver_version_list *version_list, struct semver_version *version);

/**
 * Returns the number of versions.
 *
 * @param version_list  borrowed
 * @return 0 on failure
 */
size_t semver_version_list_len(const struct semver_version_list *version_list);

/**
 * Returns a copy of a version in the list.
 *
 * # Panics
 *
 * If the index is out of range. C gets NULL then.
 *
 * @param version_list  borrowed
 * @return owned pointer: free with semver_version_free; NULL on failure
 */
struct semver_version *semver_version_list_get(const struct semver_version_list *version_list, size_t index);

/**
 * Returns a copy of the highest version that meets a requirement; NULL if none does.
 *
 * @param version_list  borrowed
 * @param req           borrowed
 * @return owned pointer: free with semver_version_free; NULL if there is none, and on failure
 */
struct semver_version *semver_version_list_best(const struct semver_version_list *version_list,
                                                const struct semver_version_req *req);

/**
 * Sorts the list. `compare` returns a number less than, equal to or greater than 0. Equal versions keep their order.
 *
 * @param version_list  borrowed
 * @param compare       callback, called on this thread until the function returns
 * @return false on failure
 */
bool semver_version_list_sort(struct semver_version_list *version_list,
                              semver_version_list_sort_compare compare,
                              void *compare_data);

/**
 * Keeps the versions that `keep` accepts, in their order.
 *
 * # Errors
 *
 * `SEMVER_CALLBACK` if `keep` returns a status other than 0. The list then stays as it is.
 *
 * @param version_list  borrowed
 * @param keep          callback, called on this thread until the function returns
 * @return a status
 */
semver_status semver_version_list_retain(struct semver_version_list *version_list,
                                         semver_version_list_retain_keep keep,
                                         void *keep_data);

/**
 * Returns the numbers of all versions in the list.
 *
 * @param version_list  borrowed
 * @return owned list: free with semver_vec_parts_free; a NULL ptr on failure
 */
struct semver_vec_parts semver_version_list_parts(const struct semver_version_list *version_list);

/**
 * Frees the object. NULL is a no-op.
 *
 * @param version_list  owned, may be NULL
 */
void semver_version_list_free(struct semver_version_list *version_list);

/**
 * Parses a requirement.
 *
 * # Errors
 *
 * `SEMVER_SYNTAX` if the text is not a requirement.
 *
 * @param text  borrowed UTF-8 string
 * @param out   receives an owned pointer: free with semver_version_req_free; NULL on failure;
 *              unchanged if the call is rejected
 * @return a status
 */
semver_status semver_version_req_parse(const char *text, struct semver_version_req **out);

/**
 * Returns true if a version meets the requirement.
 *
 * @param version_req  borrowed
 * @param version      borrowed
 * @return false on failure
 */
bool semver_version_req_matches(const struct semver_version_req *version_req, const struct semver_version *version);

/**
 * Returns the requirement as text.
 *
 * @param version_req  borrowed
 * @return owned UTF-8 string: free with semver_string_free; NULL on failure
 */
char *semver_version_req_text(const struct semver_version_req *version_req);

/**
 * Frees the object. NULL is a no-op.
 *
 * @param version_req  owned, may be NULL
 */
void semver_version_req_free(struct semver_version_req *version_req);

/**
 * Creates a version from its numbers.
 *
 * @return owned pointer: free with semver_version_free; NULL on failure
 */
struct semver_version *semver_version_new(uint64_t major, uint64_t minor, uint64_t patch);

/**
 * Parses a version.
 *
 * # Errors
 *
 * `SEMVER_SYNTAX` if the text is not a version.
 *
 * @param text  borrowed UTF-8 string
 * @param out   receives an owned pointer: free with semver_version_free; NULL on failure;
 *              unchanged if the call is rejected
 * @return a status
 */
semver_status semver_version_parse(const char *text, struct semver_version **out);

/**
 * Creates a version from one, two or three numbers. Missing numbers are 0.
 *
 * # Errors
 *
 * `SEMVER_COUNT` if there are fewer or more numbers.
 *
 * @param numbers  borrowed array of numbers_len elements
 * @param out      receives an owned pointer: free with semver_version_free; NULL on failure;
 *                 unchanged if the call is rejected
 * @return a status
 */
semver_status semver_version_from_numbers(const uint64_t *numbers, size_t numbers_len, struct semver_version **out);

/**
 * Returns a copy of the version.
 *
 * @param version  borrowed
 * @return owned pointer: free with semver_version_free; NULL on failure
 */
struct semver_version *semver_version_copy(const struct semver_version *version);

/**
 * Returns the numbers of the version, and whether it is a prerelease.
 *
 * @param version  borrowed
 * @param out      receives the value; unchanged on failure
 * @return a status
 */
semver_status semver_version_parts(const struct semver_version *version, struct semver_parts *out);

/**
 * Returns the version as text.
 *
 * @param version  borrowed
 * @return owned UTF-8 string: free with semver_string_free; NULL on failure
 */
char *semver_version_text(const struct semver_version *version);

/**
 * Returns the part after the hyphen; NULL if there is none.
 *
 * @param version  borrowed
 * @return owned UTF-8 string: free with semver_string_free; NULL if there is none, and on failure
 */
char *semver_version_prerelease(const struct semver_version *version);

/**
 * Increases one number, sets the numbers after it to 0, and removes the prerelease and the build.
 *
 * # Errors
 *
 * `SEMVER_OVERFLOW` if the number cannot be increased. The version is then unchanged.
 *
 * @param version  borrowed
 * @return a status
 */
semver_status semver_version_bump(struct semver_version *version, semver_field field);

/**
 * Compares two versions by their precedence. Builds are ignored.
 *
 * @param version  borrowed
 * @param other    borrowed
 * @return SEMVER_ORDER_UNKNOWN on failure
 */
semver_order semver_version_compare(const struct semver_version *version, const struct semver_version *other);

/**
 * Frees the object. NULL is a no-op.
 *
 * @param version  owned, may be NULL
 */
void semver_version_free(struct semver_version *version);

/**
 * Frees a list. A null `ptr` is a no-op. Free each list once. The elements may have been modified; `ptr` and `len`
 * must not have been. A list of pointers owns what they point to: set an element to null to keep it, and free it
 * like a single one.
 */
void semver_vec_parts_free(struct semver_vec_parts vec);

/**
 * Frees a string. Null is a no-op. Free each string once. The contents may have been modified, but the position
 * of the terminating NUL must not have changed.
 */
void semver_string_free(char *text);

/**
 * Returns the kind of this thread's last error, or FFI_GUARD_NONE if there is none. Fills *out unless `out` is
 * null or misaligned; with FFI_GUARD_NONE, every member except `size` is set to zero. Initialize *out with
 * FFI_GUARD_ERROR_INIT.
 */
int32_t semver_last_error(ffi_guard_error *out);

/**
 * Returns the message of this thread's last error, or "" without an error; never null. It is valid for as long as
 * the strings that semver_last_error returns.
 */
const char *semver_last_error_message(void);

/**
 * Writes the backtrace of this thread's last error in the manner of snprintf: at most `size` bytes including the
 * terminating NUL; returns the full length without the NUL. `buffer` may be null if `size` is 0. Returns 0
 * without a backtrace: backtraces are only captured if the library was built with them or if RUST_BACKTRACE=1
 * was set when it was loaded, and an old one may be discarded when other threads fail often. The backtrace starts
 * in the library's own code; the frames of the error handling are left out. The first call is slow, because it
 * loads symbols.
 */
size_t semver_last_error_backtrace(char *buffer, size_t size);

/**
 * Clears this thread's last error. Its strings must not be read afterwards.
 */
void semver_clear_last_error(void);

/**
 * Sets the error callback of the library, for all threads, and replaces the previous one; null removes it.
 * `data` may be null; the library never dereferences it, and passes it only to the callback it was registered
 * with. When this function returns, another thread may still be running the previous callback: keep its `data`
 * alive and its code loaded until no such call can be in progress.
 */
void semver_set_error_callback(ffi_guard_error_callback callback, void *data);

/**
 * Returns the version of the ABI: the epoch in the upper 32 bits, the revision in the lower 32. A break of the ABI
 * raises the epoch, an addition the revision. A library that does not export this function has no version.
 */
uint64_t semver_abi(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SEMVER_H */
