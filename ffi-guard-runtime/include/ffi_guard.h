/*
 * ffi_guard.h: the error API of guarded Rust libraries, for C and C++.
 *
 * A guarded library never unwinds into its caller. If one of its functions panics, the function returns the failure
 * value given in its documentation (-1, a null pointer, ...), and the library records the panic as the last error
 * of the calling thread.
 *
 * Each library exports the functions below with its own prefix. For a library `mylib`:
 *
 *     #include <stdio.h>
 *     #include "ffi_guard.h"
 *
 *     int32_t mylib_divide(int32_t a, int32_t b);  // from the library's own header; returns -1 on failure
 *     FFI_GUARD_DECLARE(mylib);
 *
 *     int main(void) {
 *         if (mylib_divide(1, 0) == -1) {
 *             ffi_guard_error error = FFI_GUARD_ERROR_INIT;
 *             if (mylib_last_error(&error) != FFI_GUARD_NONE) {
 *                 printf("%s: %s\n", error.function, error.message);
 *             }
 *         }
 *         return 0;
 *     }
 *
 * Like errno, the last error is per thread: a failure sets it, a success does not change it. Read it after a call
 * has returned its failure value; do not use it to detect whether a call failed.
 *
 * The header is self-contained, may be included any number of times, and is valid C11 and C++17.
 */
#ifndef FFI_GUARD_H
#define FFI_GUARD_H

#include <stddef.h>
#include <stdint.h>

/*
 * The types have a separate include guard. Generated headers may contain a copy of this section, so several of them,
 * with or without this file, can be included in the same translation unit.
 */
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

/* Gives the declarations of FFI_GUARD_DECLARE C linkage in C and in C++. */
#ifdef __cplusplus
#define FFI_GUARD_EXTERN_C extern "C"
#else
#define FFI_GUARD_EXTERN_C extern
#endif

/*
 * FFI_GUARD_DECLARE(prefix); declares the error functions of one library, at file scope. A translation unit may
 * declare several libraries, and the same library more than once. All functions may be called on any thread.
 *
 * int32_t PREFIX_last_error(ffi_guard_error *out)
 *     Returns the kind of this thread's last error, or FFI_GUARD_NONE if there is none. Fills *out unless `out` is
 *     null or misaligned; with FFI_GUARD_NONE, every member except `size` is set to zero. Initialize *out with
 *     FFI_GUARD_ERROR_INIT.
 *
 * const char *PREFIX_last_error_message(void)
 *     Returns the message of this thread's last error, or "" without an error; never null. It is valid for as long as
 *     the strings that PREFIX_last_error returns.
 *
 * size_t PREFIX_last_error_backtrace(char *buffer, size_t size)
 *     Writes the backtrace of this thread's last error in the manner of snprintf: at most `size` bytes including the
 *     terminating NUL; returns the full length without the NUL. `buffer` may be null if `size` is 0. Returns 0
 *     without a backtrace: backtraces are only captured if the library was built with them or if RUST_BACKTRACE=1
 *     was set when it was loaded, and an old one may be discarded when other threads fail often. The backtrace starts
 *     in the library's own code; the frames of the error handling are left out. The first call is slow, because it
 *     loads symbols.
 *
 * void PREFIX_clear_last_error(void)
 *     Clears this thread's last error. Its strings must not be read afterwards.
 *
 * void PREFIX_set_error_callback(ffi_guard_error_callback callback, void *data)
 *     Sets the error callback of the library, for all threads, and replaces the previous one; null removes it.
 *     `data` may be null; the library never dereferences it, and passes it only to the callback it was registered
 *     with. When this function returns, another thread may still be running the previous callback: keep its `data`
 *     alive and its code loaded until no such call can be in progress.
 */
#define FFI_GUARD_DECLARE(prefix)                                                       \
    FFI_GUARD_EXTERN_C int32_t prefix##_last_error(ffi_guard_error *out);               \
    FFI_GUARD_EXTERN_C const char *prefix##_last_error_message(void);                   \
    FFI_GUARD_EXTERN_C size_t prefix##_last_error_backtrace(char *buffer, size_t size); \
    FFI_GUARD_EXTERN_C void prefix##_clear_last_error(void);                            \
    FFI_GUARD_EXTERN_C void prefix##_set_error_callback(ffi_guard_error_callback callback, void *data)

/*
 * FFI_GUARD_DECLARE_STRINGS(prefix); declares the function that frees strings that the library returns and the caller
 * owns. These have the type `char *`; strings of type `const char *` are not owned.
 *
 * void PREFIX_string_free(char *text)
 *     Frees a string. Null is a no-op. Free each string once. The contents may have been modified, but the position
 *     of the terminating NUL must not have changed.
 */
#define FFI_GUARD_DECLARE_STRINGS(prefix) FFI_GUARD_EXTERN_C void prefix##_string_free(char *text)

/*
 * FFI_GUARD_DECLARE_VEC(prefix, name, type); declares the type of a list that the library returns and the caller owns,
 * and the function that frees it. For a list of uint8_t: FFI_GUARD_DECLARE_VEC(mylib, u8, uint8_t); of strings:
 * FFI_GUARD_DECLARE_VEC(mylib, string, char *); Use it once per element type in a translation unit.
 *
 * typedef struct { type *ptr; size_t len; } PREFIX_vec_NAME
 *     A null `ptr` means "no list", for example after a failure. The `ptr` of an empty list is not null and must not
 *     be dereferenced.
 *
 * void PREFIX_vec_NAME_free(PREFIX_vec_NAME vec)
 *     Frees a list. A null `ptr` is a no-op. Free each list once. The elements may have been modified; `ptr` and `len`
 *     must not have been. A list of pointers owns what they point to: set an element to null to keep it, and free it
 *     like a single one.
 */
#define FFI_GUARD_DECLARE_VEC(prefix, name, type)                                       \
    typedef struct prefix##_vec_##name {                                                \
        type *ptr;                                                                      \
        size_t len;                                                                     \
    } prefix##_vec_##name;                                                              \
    FFI_GUARD_EXTERN_C void prefix##_vec_##name##_free(prefix##_vec_##name vec)

/*
 * FFI_GUARD_DECLARE_STR(prefix); declares the type of a text that the library returns and the caller does not own.
 *
 * typedef struct { const char *ptr; size_t len; } PREFIX_str
 *     UTF-8 text of `len` bytes that the caller does not own. It does not end with a NUL. A null `ptr` means "no text",
 *     for example after a failure. The `ptr` of an empty text is not null and must not be dereferenced.
 */
#define FFI_GUARD_DECLARE_STR(prefix)                                                   \
    typedef struct prefix##_str {                                                       \
        const char *ptr;                                                                \
        size_t len;                                                                     \
    } prefix##_str

/*
 * FFI_GUARD_DECLARE_SLICE(prefix, name, type); declares the type of a list that the library returns and the caller does
 * not own. For a list of uint8_t: FFI_GUARD_DECLARE_SLICE(mylib, u8, uint8_t); Use it once per element type in a
 * translation unit.
 *
 * typedef struct { const type *ptr; size_t len; } PREFIX_slice_NAME
 *     A list of `len` elements that the caller does not own. A null `ptr` means "no list", for example after a failure.
 *     The `ptr` of an empty list is not null and must not be dereferenced.
 */
#define FFI_GUARD_DECLARE_SLICE(prefix, name, type)                                     \
    typedef struct prefix##_slice_##name {                                              \
        const type *ptr;                                                                \
        size_t len;                                                                     \
    } prefix##_slice_##name

/*
 * FFI_GUARD_DECLARE_ABI(prefix); declares the function that returns the version of the library's ABI.
 *
 * uint64_t PREFIX_abi(void)
 *     Returns the version of the ABI: the epoch in the upper 32 bits, the revision in the lower 32. A break of the ABI
 *     raises the epoch, an addition the revision. A library that does not export this function has no version.
 */
#define FFI_GUARD_DECLARE_ABI(prefix) FFI_GUARD_EXTERN_C uint64_t prefix##_abi(void)

/*
 * Whether a library has an ABI: FFI_GUARD_ABI_ACCEPTS(mylib_abi(), 3, 7) is true for the epoch 3 with the revision 7 or a
 * later one. Write the version that the program was compiled for, which the lock file of the library contains.
 */
#define FFI_GUARD_ABI_ACCEPTS(abi, epoch, revision) \
    ((abi) - ((epoch) * UINT64_C(0x100000000) + (revision)) <= UINT32_MAX - (revision))

#endif /* FFI_GUARD_H */
