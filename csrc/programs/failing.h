/* One failure of the library `brittle`, fully checked, for use from any context. */
#ifndef FAILING_H
#define FAILING_H

#include "check.h"
#include "ffi_guard.h"

FFI_GUARD_DECLARE(brittle);

#ifdef __cplusplus
extern "C"
#endif
int32_t brittle_even(int32_t value);

static int fails_as_it_should(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    brittle_last_error(&error);
    uint64_t before = error.count;
    CHECK(brittle_even(7) == -1);
    CHECK(brittle_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.count == before + 1);
    CHECK(strcmp(error.function, "brittle_even") == 0);
    CHECK(strcmp(error.message, "7 is odd") == 0);
    CHECK(strcmp(brittle_last_error_message(), "7 is odd") == 0);
    CHECK(error.file != NULL && strstr(error.file, "brittle") != NULL);
    CHECK(error.line > 0 && error.column > 0);
    CHECK(brittle_even(8) == 8);
    CHECK(brittle_last_error(NULL) == FFI_GUARD_PANIC);
    return 0;
}

/* Ends the process at once if the check fails, because a handler cannot report a failure. */
static void fail_in(const char *phase) {
    int line = fails_as_it_should();
    if (line == 0) {
        printf("failed as expected in %s\n", phase);
    } else {
        printf("failing.h:%d: in %s\n", line, phase);
    }
    fflush(stdout);
}

#endif
