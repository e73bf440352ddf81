/* Two Rust libraries that call each other, with and without a guard at each edge: `edges CASE`. */
#include "runner.h"
#include "ffi_guard.h"

FFI_GUARD_DECLARE(north);
FFI_GUARD_DECLARE(south);

typedef int32_t (*function)(int32_t);

int32_t north_even(int32_t value);
int32_t north_call(function f, int32_t value);
int32_t north_receive(function f, int32_t value);
int32_t north_throw(int32_t value);
int32_t south_even(int32_t value);
int32_t south_call(function f, int32_t value);
int32_t south_receive(function f, int32_t value);
int32_t south_throw(int32_t value);

static int south_gets_a_panic_of_north(void) {
    CHECK(south_receive(north_throw, 8) == 8);
    fflush(stdout);
    CHECK(south_receive(north_throw, 7) == -2);
    return 0;
}

static int north_gets_a_panic_of_south(void) {
    CHECK(north_receive(south_throw, 8) == 8);
    CHECK(north_receive(south_throw, 7) == -2);
    return 0;
}

/* The inner failure is recorded by north. Its fallback is odd, so the outer call fails and south records it. */
static int south_gets_a_fallback_of_north(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(south_call(north_even, 8) == 8);
    CHECK(north_last_error(NULL) == FFI_GUARD_NONE && south_last_error(NULL) == FFI_GUARD_NONE);
    CHECK(south_call(north_even, 7) == -2);
    CHECK(north_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.message, "north: 7 is odd") == 0);
    CHECK(strcmp(error.function, "north_even") == 0 && error.line > 0);
    CHECK(south_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.message, "south: -1 is odd") == 0);
    CHECK(strcmp(error.function, "south_call") == 0 && error.line > 0);
    return 0;
}

static int32_t back_to_north(int32_t value) { return north_call(south_even, value); }
static int32_t on_to_south(int32_t value) { return south_call(back_to_north, value); }

/* north calls south, which calls north, which calls south. */
static int to_and_fro(void) {
    CHECK(north_call(on_to_south, 8) == 8);
    CHECK(north_call(on_to_south, 7) == -2);
    CHECK(strcmp(south_last_error_message(), "south: 7 is odd") == 0);
    CHECK(strcmp(north_last_error_message(), "north: -1 is odd") == 0);
    return 0;
}

static const struct test TESTS[] = {
    {"south_gets_a_panic_of_north", south_gets_a_panic_of_north},
    {"north_gets_a_panic_of_south", north_gets_a_panic_of_south},
    {"south_gets_a_fallback_of_north", south_gets_a_fallback_of_north},
    {"to_and_fro", to_and_fro},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
