/* semver.h: semantic versions, their requirements, and lists of them. C11 and C++17. */
#ifndef SEMVER_H
#define SEMVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a call that failed leaves behind; as in ffi_guard.h, so that both can be included. */
#ifndef FFI_GUARD_ERROR_DEFINED
#define FFI_GUARD_ERROR_DEFINED

#define FFI_GUARD_NONE 0
#define FFI_GUARD_PANIC 1
#define FFI_GUARD_INVALID_ARGUMENT 2
#define FFI_GUARD_ERROR 3
#define FFI_GUARD_POISONED 4
#define FFI_GUARD_ABANDONED 5

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ffi_guard_error {
    size_t size;
    int32_t kind;
    uint32_t line;
    uint32_t column;
    int32_t code;
    const char *function;
    const char *message;
    const char *file;
    uint64_t count;
} ffi_guard_error;

typedef void (*ffi_guard_error_callback)(const ffi_guard_error *error, void *data);

#ifdef __cplusplus
}
#endif

#define FFI_GUARD_ERROR_INIT {sizeof(ffi_guard_error), FFI_GUARD_NONE, 0, 0, 0, NULL, NULL, NULL, 0}

#endif /* FFI_GUARD_ERROR_DEFINED */

/* One of the numbers of a version. */
enum semver_field
#ifdef __cplusplus
    : int32_t
#endif
{
    SEMVER_FIELD_MAJOR = 0,
    SEMVER_FIELD_MINOR = 1,
    SEMVER_FIELD_PATCH = 2
};
#ifndef __cplusplus
typedef int32_t semver_field;
#endif

/* How a version stands to another. */
enum semver_order
#ifdef __cplusplus
    : int32_t
#endif
{
    SEMVER_ORDER_LESS = -1,
    SEMVER_ORDER_EQUAL = 0,
    SEMVER_ORDER_GREATER = 1,
    SEMVER_ORDER_UNKNOWN = 2
};
#ifndef __cplusplus
typedef int32_t semver_order;
#endif

/* The codes of errors: a status that is positive, and ffi_guard_error.code. */
enum semver_failure
#ifdef __cplusplus
    : int32_t
#endif
{
    SEMVER_FAILURE_SYNTAX = 1,
    SEMVER_FAILURE_OVERFLOW = 2,
    SEMVER_FAILURE_COUNT = 3
};
#ifndef __cplusplus
typedef int32_t semver_failure;
#endif

typedef struct semver_version semver_version;
typedef struct semver_version_req semver_version_req;
typedef struct semver_version_list semver_version_list;

/* The numbers of a version, and whether it is a prerelease. */
typedef struct semver_parts {
    uint64_t major;
    uint64_t minor;
    uint64_t patch;
    bool prerelease;
} semver_parts;

/* What semver_version_list_parts returns, and semver_vec_parts_free frees. */
typedef struct semver_vec_parts {
    semver_parts *ptr;
    size_t len;
} semver_vec_parts;

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A status is 0 after a success, a semver_failure after an error, -FFI_GUARD_INVALID_ARGUMENT for an argument that was
 * refused, and -FFI_GUARD_PANIC after a panic. Every function leaves its failure as the last error of the thread.
 */

/* The version of these numbers. */
semver_version *semver_version_new(uint64_t major, uint64_t minor, uint64_t patch);
/* Reads a version: SEMVER_FAILURE_SYNTAX if it is none. */
int32_t semver_version_parse(const char *text, semver_version **out);
/* The version of one, two or three numbers, else SEMVER_FAILURE_COUNT; those that are missing are 0. */
int32_t semver_version_from_numbers(const uint64_t *numbers, size_t numbers_len, semver_version **out);
/* Another version that is the same. */
semver_version *semver_version_copy(const semver_version *version);
/* The numbers of a version. */
int32_t semver_version_parts(const semver_version *version, semver_parts *out);
/* The version as it is written; null on failure. Freed with semver_string_free. */
char *semver_version_text(const semver_version *version);
/* What stands after the hyphen; null if there is none, and on failure. Freed with semver_string_free. */
char *semver_version_prerelease(const semver_version *version);
/*
 * Makes it the next one: greater by one in a number, the numbers after it 0, no prerelease and no build.
 * SEMVER_FAILURE_OVERFLOW where the number is the greatest; then the version is as it was.
 */
int32_t semver_version_bump(semver_version *version, semver_field field);
/* Compares two versions by their precedence, in which builds do not count; SEMVER_ORDER_UNKNOWN on failure. */
semver_order semver_version_compare(const semver_version *version, const semver_version *other);
/* Frees a version; null is nothing. */
void semver_version_free(semver_version *version);

/* Reads a requirement: SEMVER_FAILURE_SYNTAX if it is none. */
int32_t semver_version_req_parse(const char *text, semver_version_req **out);
/* Whether a version meets the requirement; false on failure. */
bool semver_version_req_matches(const semver_version_req *version_req, const semver_version *version);
/* The requirement as it is written; null on failure. Freed with semver_string_free. */
char *semver_version_req_text(const semver_version_req *version_req);
/* Frees a requirement; null is nothing. */
void semver_version_req_free(semver_version_req *version_req);

/* An empty list. */
semver_version_list *semver_version_list_new(void);
/* Takes a version over, at the end of the list; false on failure, and then it is still the caller's. */
bool semver_version_list_push(semver_version_list *version_list, semver_version *version);
/* How many versions there are; 0 on failure. */
size_t semver_version_list_len(const semver_version_list *version_list);
/* A copy of a version in the list; null on failure, as for an index that is out of range. */
semver_version *semver_version_list_get(const semver_version_list *version_list, size_t index);
/* A copy of the highest version that meets a requirement; null if none does, and on failure. */
semver_version *semver_version_list_best(const semver_version_list *version_list, const semver_version_req *req);
/* Sorts the list, and keeps the order of what `compare` calls equal (0); false on failure. */
bool semver_version_list_sort(semver_version_list *version_list,
                              int32_t (*compare)(const semver_parts *, const semver_parts *, void *), void *data);
/* The numbers of all versions in the list; {NULL, 0} on failure. Freed with semver_vec_parts_free. */
semver_vec_parts semver_version_list_parts(const semver_version_list *version_list);
/* Frees a list, and the versions in it; null is nothing. */
void semver_version_list_free(semver_version_list *version_list);

/* Frees what semver_version_list_parts returned. */
void semver_vec_parts_free(semver_vec_parts vec);
/* Frees a text that a function of this library returned; null is nothing. */
void semver_string_free(char *text);

/* The kind of the thread's last error, FFI_GUARD_NONE if there is none; fills *out, which may be null. */
int32_t semver_last_error(ffi_guard_error *out);
/* The message of the thread's last error, "" if there is none. */
const char *semver_last_error_message(void);
/* Writes the backtrace of the thread's last error as snprintf does, and returns its length; 0 if there is none. */
size_t semver_last_error_backtrace(char *buffer, size_t size);
/* Forgets the thread's last error. */
void semver_clear_last_error(void);
/* Who is told of each failure, from any thread; null for nobody. */
void semver_set_error_callback(ffi_guard_error_callback callback, void *data);

#ifdef __cplusplus
}
#endif

#endif /* SEMVER_H */
