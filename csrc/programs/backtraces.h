/* Declares the library `traced` (tests/fixtures/traced), as its author would. */
#ifndef BACKTRACES_H
#define BACKTRACES_H

#include "ffi_guard.h"

FFI_GUARD_DECLARE(traced);

int32_t traced_even(int32_t value);
int32_t traced_any(void);
int32_t traced_nested(const int32_t *value);
int32_t traced_elsewhere(void);
int32_t traced_text(const char *text);

#endif
