/* A C library that contains the static library `brittle` and calls it, with a panic, when it is unloaded. */
#include "failing.h"

void teardown_library_use(void);

void teardown_library_use(void) {
    fail_in("the library");
}

__attribute__((destructor)) static void unloaded(void) {
    fail_in("the library's destructor");
}
