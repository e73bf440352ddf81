/* The exports of the subjects, in three kinds. The macros call `X` for each function with the subject, the function, the
 * symbol, the type, the parameters, the arguments of a call, and a conversion of the value to a number. In the arguments,
 * `i` is the number of the call, and `reported`, `result` and `words` are variables of the caller. In the arguments of
 * calls that fail, `argument` and `failure` are. */
#ifndef SUBJECTS_H
#define SUBJECTS_H

#include <stddef.h>
#include <stdint.h>

/* The status in the last parameter; at least as large as the type of each subject. Zero is success for all. */
typedef struct status {
    unsigned char code;
    unsigned char rest[63];
} status;

/* The return value of cxx for a `Result`: null or an error. */
typedef struct cxx_result {
    const void *error;
    size_t length;
} cxx_result;

/* The arguments of most functions. Some have one more. */
#define RETURNING(X, s, prefix, size, last, more, half_type, half_last, half_more, half_use)           \
    X(s, constant, prefix "constant", int32_t, (int32_t last), (i more), VALUE)                        \
    X(s, add, prefix "add", int32_t, (int32_t, int32_t last), (i, 3 more), VALUE)                      \
    X(s, divide, prefix "divide", int32_t, (int32_t, int32_t last), (i, 3 more), VALUE)                \
    X(s, index, prefix "index", int32_t, (size last), ((size)i % 16 more), VALUE)                      \
    X(s, work, prefix "work", int32_t, (int32_t last), (i more), VALUE)                                \
    X(s, text, prefix "text", int64_t, (const char *last), (words more), VALUE)                        \
    X(s, half, prefix "half", half_type, (int64_t half_last), (i half_more), half_use)

#define FAILING(X, s, prefix, last, more)                                                              \
    X(s, payload, prefix "payload", int32_t, (int32_t last), (argument more), VALUE)                   \
    X(s, deep, prefix "deep", int32_t, (int32_t last), (argument more), VALUE)                         \
    X(s, nested, prefix "nested", int32_t, (int32_t last), (argument more), VALUE)                     \
    X(s, bomb, prefix "bomb", int32_t, (int32_t last), (argument more), VALUE)

#define COMMA ,
#define NOTHING
#define VALUE(value) (uint64_t)(value)
#define CXX_ERROR(value) (uint64_t)(uintptr_t)(value).error

#define PLAIN_RETURNING(X, s)                                                                          \
    RETURNING(X, s, #s "_", size_t, NOTHING, NOTHING, int32_t, COMMA int64_t *, COMMA & result, VALUE)
#define PLAIN_FAILING(X, s) FAILING(X, s, #s "_", NOTHING, NOTHING)

#define STATUS_RETURNING(X, s)                                                                         \
    RETURNING(X, s, #s "_", uint64_t, COMMA status *, COMMA & reported, int64_t, COMMA status *,       \
              COMMA & reported, VALUE)
#define STATUS_FAILING(X, s) FAILING(X, s, #s "_", COMMA status *, COMMA & failure)

#define CXX_PREFIX "bench$cxxbridge1$205$"
#define CXX_RETURNING(X, s)                                                                            \
    RETURNING(X, s, CXX_PREFIX, size_t, NOTHING, NOTHING, cxx_result, COMMA int64_t *, COMMA & result,   \
              CXX_ERROR)
#define CXX_FAILING(X, s) FAILING(X, s, CXX_PREFIX, NOTHING, NOTHING)

/* Calls `P` for each subject with plain functions, `S` for subjects with a status, and `C` for cxx. */
#ifdef TRACKED
#define SUBJECTS(P, S, C)                                                                              \
    P(bare)                                                                                            \
    P(guard_c)                                                                                         \
    P(guard_rust)                                                                                      \
    P(guard_no_cancel)
#else
#define SUBJECTS(P, S, C)                                                                              \
    P(bare)                                                                                            \
    P(by_hand)                                                                                         \
    P(by_hand_keeping)                                                                                 \
    P(alass)                                                                                           \
    P(ffi_helpers)                                                                                     \
    S(ffi_support)                                                                                     \
    S(uniffi)                                                                                          \
    P(safer_ffi)                                                                                       \
    P(abi_stable)                                                                                      \
    C(cxx)                                                                                             \
    P(guard_c)                                                                                         \
    P(guard_rust)                                                                                      \
    P(guard_no_cancel)
#endif

#endif
