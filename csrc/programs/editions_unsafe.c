/* Calls every export of tests/editions/with_unsafe.rs, with and without a panic. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "ffi_guard.h"

FFI_GUARD_DECLARE(unsafe);

static int failures;

#define EXPECT(condition)                                            \
    do {                                                             \
        if (!(condition)) {                                          \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
            failures++;                                              \
        }                                                            \
    } while (0)

extern int32_t unsafe_c(const int32_t *);
extern int32_t unsafe_rust(const int32_t *);
extern int32_t unsafe_out(int32_t, int32_t *);
extern int32_t unsafe_out_rust(int32_t, int32_t *);
extern int32_t unsafe_implicit(int32_t *);
#if defined(__x86_64__) || defined(__i386__)
extern uint32_t unsafe_target_feature(uint32_t);
#else
static uint32_t unsafe_target_feature(uint32_t value) { return value == 0 ? 0 : 100 / value; }
#endif

int main(void) {
    int32_t zero = 0, five = 5, out = 0;
    EXPECT(unsafe_c(&five) == 20 && unsafe_c(&zero) == -1);
    EXPECT(strcmp(unsafe_last_error_message(), "attempt to divide by zero") == 0);
    EXPECT(unsafe_rust(&five) == 20 && unsafe_rust(&zero) == -1);
    EXPECT(unsafe_out(5, &out) == 0 && out == 20);
    EXPECT(unsafe_out(0, &out) == 1 && out == -7);
    EXPECT(unsafe_out_rust(5, &out) == 0 && out == 20);
    EXPECT(unsafe_out_rust(0, &out) == 1 && out == 1);
    EXPECT(unsafe_implicit(&five) == 0 && five == 20);
    EXPECT(unsafe_implicit(&zero) == 1 && zero == -7);
    EXPECT(unsafe_target_feature(5) == 20 && unsafe_target_feature(0) == 0);
    return failures > 0;
}
