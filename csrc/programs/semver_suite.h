/* Shared by the programs semver_suite_*.c: C tests of semver.h, which every library that implements it must pass. */
#ifndef SEMVER_SUITE_H
#define SEMVER_SUITE_H

#include "check.h"

#include "../../examples/semver-capi/include/semver.h"

#include <stdlib.h>

/* Checks the last error and clears it. If `message` is NULL, any message is accepted. */
static inline int failed(const char *function, int32_t kind, int32_t code, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(semver_last_error(&error) == kind && error.kind == kind);
    CHECK(strcmp(error.function, function) == 0);
    if (message != NULL && strcmp(error.message, message) != 0) {
        printf("message: %s\n", error.message);
        return __LINE__;
    }
    CHECK(error.code == code);
    CHECK(strcmp(semver_last_error_message(), error.message) == 0);
    semver_clear_last_error();
    return 0;
}

/* Checks that an argument was rejected. Such an error has no source location. */
static inline int refused(const char *function, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    semver_last_error(&error);
    CHECK(error.file != NULL && *error.file == '\0' && error.line == 0 && error.column == 0);
    return failed(function, FFI_GUARD_INVALID_ARGUMENT, 0, message);
}

static inline int succeeded(void) {
    CHECK(semver_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

/* Returns a misaligned pointer into a larger object, so that reading through it stays in bounds. */
static inline void *misaligned(void *pointer) { return (char *)pointer + 1; }

/* Checks the text of a version, without freeing the version. */
static inline int is_written(const semver_version *version, const char *expected) {
    char *text = semver_version_text(version);
    CHECK(text != NULL);
    int differs = strcmp(text, expected);
    if (differs) {
        printf("written: %s\n", text);
    }
    semver_string_free(text);
    CHECK(!differs);
    return 0;
}

/* Parses a version. Returns NULL if the text is not a version. */
static inline semver_version *version_of(const char *text) {
    semver_version *version = NULL;
    return semver_version_parse(text, &version) == 0 ? version : NULL;
}

/* Parses a requirement. Returns NULL if the text is not a requirement. */
static inline semver_version_req *req_of(const char *text) {
    semver_version_req *req = NULL;
    return semver_version_req_parse(text, &req) == 0 ? req : NULL;
}

/* Returns a list of versions. `texts` ends with NULL. */
static inline semver_version_list *list_of(const char *const *texts) {
    semver_version_list *list = semver_version_list_new();
    for (; *texts != NULL; texts++) {
        semver_version_list_push(list, version_of(*texts));
    }
    return list;
}

#endif
