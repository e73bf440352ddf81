/* Functions whose symbols a Rust macro names, in a library that exports another crate's functions. */
#include "ffi_guard.h"
#include "runner.h"

int32_t px_half(int32_t value);
int32_t px_below_ten(int32_t value);
int32_t px_below_hundred(int32_t value);
size_t px_length(const char *text);
typedef struct px_counter px_counter;
px_counter *px_counter_at_zero(void);
uint32_t px_counter_count(px_counter *counter);
void px_counter_free(px_counter *counter);
uint32_t px_version(void);
extern const uint32_t px_data_version;

int32_t px_failure(ffi_guard_error *out);
const char *px_last_error_message(void);
size_t px_last_error_backtrace(char *buffer, size_t size);
void forget_failure(void);
void px_set_error_callback(ffi_guard_error_callback callback, void *data);

static int each_symbol_is_the_expanded_name(void) {
    px_counter *counter = px_counter_at_zero();
    CHECK(px_half(4) == 2);
    CHECK(px_below_ten(9) == 9);
    CHECK(px_below_hundred(99) == 99);
    CHECK(px_length("four") == 4);
    CHECK(px_counter_count(counter) == 1);
    px_counter_free(counter);
    CHECK(px_version() == 3);
    CHECK(px_data_version == 4);
    return 0;
}

static int errors_name_the_expanded_symbol(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(px_half(3) == -1);
    CHECK(px_failure(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.function, "px_half") == 0);
    CHECK(strcmp(error.message, "3 is odd") == 0);
    CHECK(px_below_hundred(100) == -3);
    CHECK(px_failure(&error) == FFI_GUARD_PANIC);
    CHECK(strcmp(error.function, "px_below_hundred") == 0);
    CHECK(px_length(NULL) == 0);
    CHECK(px_failure(&error) == FFI_GUARD_INVALID_ARGUMENT);
    CHECK(strcmp(error.function, "px_length") == 0);
    return 0;
}

static void remember(const ffi_guard_error *error, void *data) {
    *(int32_t *)data = error->kind;
}

static int error_functions_have_their_own_names(void) {
    int32_t kind = FFI_GUARD_NONE;
    px_set_error_callback(remember, &kind);
    CHECK(px_half(1) == -1);
    px_set_error_callback(NULL, NULL);
    CHECK(kind == FFI_GUARD_PANIC);
    CHECK(strcmp(px_last_error_message(), "1 is odd") == 0);
    CHECK(px_last_error_backtrace(NULL, 0) == 0);
    forget_failure();
    CHECK(px_failure(NULL) == FFI_GUARD_NONE);
    return 0;
}

static const struct test TESTS[] = {
    {"each_symbol_is_the_expanded_name", each_symbol_is_the_expanded_name},
    {"errors_name_the_expanded_symbol", errors_name_the_expanded_symbol},
    {"error_functions_have_their_own_names", error_functions_have_their_own_names},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
