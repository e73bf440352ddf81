/*
 * ffi_guard.h: what a C or C++ program asks a guarded Rust library after a call has failed.
 *
 * A guarded library never unwinds into its caller. When a function of it panics, the function returns the
 * failure value that its own documentation names (-1, a null pointer, ...), and the library keeps what happened
 * as the last error of the calling thread.
 *
 * Each library brings the functions below under a prefix of its own. For a library `mylib`:
 *
 *     #include <stdio.h>
 *     #include "ffi_guard.h"
 *
 *     int32_t mylib_divide(int32_t a, int32_t b);  // the library's own header says: -1 on failure
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
 * Like errno, the last error is set by a failure, left alone by a success, and separate in each thread. Look at
 * it after a call has returned its failure value, not to find out whether the call failed.
 *
 * The header stands alone, may be included any number of times, and is both C11 and C++17.
 */
#ifndef FFI_GUARD_H
#define FFI_GUARD_H

#include <stddef.h>
#include <stdint.h>

/*
 * The types have an include guard of their own: a generated header may carry a copy of this part, and two such
 * headers, or one of them and this file, can be included in the same unit.
 */
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

/* Gives each declaration of FFI_GUARD_DECLARE C linkage, in both languages. */
#ifdef __cplusplus
#define FFI_GUARD_EXTERN_C extern "C"
#else
#define FFI_GUARD_EXTERN_C extern
#endif

/*
 * FFI_GUARD_DECLARE(prefix); declares the error functions of one library, at file scope. Several libraries may
 * be declared in one unit, and the same one more than once. All may be called on any thread.
 *
 * int32_t PREFIX_last_error(ffi_guard_error *out)
 *     Returns the kind of this thread's last error, FFI_GUARD_NONE if there is none. Fills *out if `out` is
 *     neither null nor misaligned; with FFI_GUARD_NONE every member but `size` becomes zero. Start *out from
 *     FFI_GUARD_ERROR_INIT.
 *
 * const char *PREFIX_last_error_message(void)
 *     The message alone: never null, "" if there is no error. It lives as long as the strings of the struct.
 *
 * size_t PREFIX_last_error_backtrace(char *buffer, size_t size)
 *     Writes the backtrace of this thread's last error, as snprintf does: as much as fits into `size` bytes, always
 *     with a NUL, and returns the length of the whole without the NUL. `buffer` may be null if `size` is 0. There is
 *     none, and 0 is returned, unless the library was built to have them or RUST_BACKTRACE=1 was set when it was
 *     loaded; nor long afterwards, if other threads fail often. It begins in the library's own code, without the
 *     frames of the error handling. Looks up symbols, which takes time the first time.
 *
 * void PREFIX_clear_last_error(void)
 *     Forgets this thread's last error; its strings must not be read afterwards.
 *
 * void PREFIX_set_error_callback(ffi_guard_error_callback callback, void *data)
 *     Registers the one callback of the library, for all threads, in place of the one before; null removes it.
 *     `data` may be null; the library only passes it on, and always together with the callback it was
 *     registered with. When this function returns, another thread may still be inside the old callback: keep
 *     the old `data` alive, and the old callback's code loaded, until no such call can be under way.
 */
#define FFI_GUARD_DECLARE(prefix)                                                       \
    FFI_GUARD_EXTERN_C int32_t prefix##_last_error(ffi_guard_error *out);               \
    FFI_GUARD_EXTERN_C const char *prefix##_last_error_message(void);                   \
    FFI_GUARD_EXTERN_C size_t prefix##_last_error_backtrace(char *buffer, size_t size); \
    FFI_GUARD_EXTERN_C void prefix##_clear_last_error(void);                            \
    FFI_GUARD_EXTERN_C void prefix##_set_error_callback(ffi_guard_error_callback callback, void *data)

/*
 * FFI_GUARD_DECLARE_STRINGS(prefix); declares the function that frees what other functions of the library return
 * as a text of the caller's: of a `char *`, not of a `const char *`.
 *
 * void PREFIX_string_free(char *text)
 *     Frees it, once; null is nothing. The text may have been changed, but its terminating NUL must be where it was.
 */
#define FFI_GUARD_DECLARE_STRINGS(prefix) FFI_GUARD_EXTERN_C void prefix##_string_free(char *text)

/*
 * FFI_GUARD_DECLARE_VEC(prefix, name, type); declares what functions of the library return as a list of the caller's,
 * and the function that frees it: FFI_GUARD_DECLARE_VEC(mylib, u8, uint8_t); for a list of uint8_t. Once in a unit.
 *
 * typedef struct { type *ptr; size_t len; } PREFIX_vec_NAME
 *     A null `ptr` is no list, as after a failure. That of an empty list is not null, and not to be followed.
 *
 * void PREFIX_vec_NAME_free(PREFIX_vec_NAME vec)
 *     Frees it, once; one whose `ptr` is null is nothing. The elements may have been changed, `ptr` and `len` must be
 *     what they were.
 */
#define FFI_GUARD_DECLARE_VEC(prefix, name, type)                                       \
    typedef struct prefix##_vec_##name {                                                \
        type *ptr;                                                                      \
        size_t len;                                                                     \
    } prefix##_vec_##name;                                                              \
    FFI_GUARD_EXTERN_C void prefix##_vec_##name##_free(prefix##_vec_##name vec)

#endif /* FFI_GUARD_H */
