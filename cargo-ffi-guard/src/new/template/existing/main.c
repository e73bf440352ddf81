#include "@prefix@.h"
#include <stdio.h>

/* Compiles and links with the header. Replace it by a program that calls your functions. */
int main(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    if (@prefix@_last_error(&error) != FFI_GUARD_NONE) {
        printf("%s: %s\n", error.function, error.message);
        return 1;
    }
    return 0;
}
