/* Exports of every form, signature and fallback: each call first succeeds, then fails. */
#include "runner.h"
#include "toolbox.h"

#include <math.h>

/* Checks that the last failure is of this function and has this message, and clears it. */
static int failed(const char *function, const char *message) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.kind == FFI_GUARD_PANIC && error.code == 0);
    CHECK(strcmp(error.function, function) == 0);
    CHECK(strcmp(error.message, message) == 0);
    CHECK(error.line > 0 && error.column > 0);
    CHECK(error.file != NULL && strstr(error.file, "shapes.rs") != NULL);
    toolbox_clear_last_error();
    return 0;
}

static int succeeded(void) {
    CHECK(toolbox_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

static int int_to_int(toolbox_function f, const char *name) {
    CHECK(f(5) == 5);
    CHECK_PASSES(succeeded());
    CHECK(f(-5) == -1);
    CHECK_PASSES(failed(name, "-5 is negative"));
    return 0;
}

static int c_form(void) { return int_to_int(toolbox_c_form, "toolbox_c_form"); }
static int c_form_with_another_symbol(void) { return int_to_int(toolbox_exported, "toolbox_exported"); }
static int rust_form_with_another_symbol(void) { return int_to_int(toolbox_renamed, "toolbox_renamed"); }
static int raw_identifier(void) { return int_to_int(match, "match"); }
static int another_abi(void) { return int_to_int(toolbox_system, "toolbox_system"); }

static int nothing_returned(void) {
    toolbox_void(5);
    CHECK_PASSES(succeeded());
    toolbox_void(-5);
    return failed("toolbox_void", "-5 is negative");
}

static int path_as_fallback(void) {
    CHECK(toolbox_wide(INT64_MAX) == INT64_MAX);
    CHECK_PASSES(succeeded());
    CHECK(toolbox_wide(-6) == INT64_MIN);
    return failed("toolbox_wide", "-6 is negative");
}

static int small_integers(void) {
    CHECK(toolbox_small(1, 2, 3, 4) == 10);
    CHECK_PASSES(succeeded());
    CHECK(toolbox_small(1, -2, 3, 4) == 255);
    CHECK_PASSES(failed("toolbox_small", "a negative number"));
    CHECK(toolbox_small(250, 2, 3, 4) == 255);
    return failed("toolbox_small", "attempt to add with overflow");
}

static int floats(void) {
    CHECK(toolbox_root(9.0) > 2.99 && toolbox_root(9.0) < 3.01);
    CHECK_PASSES(succeeded());
    CHECK(isnan(toolbox_root(-4.0)));
    return failed("toolbox_root", "-4 is negative");
}

static int flag(void) {
    CHECK(toolbox_is_small(9) && !toolbox_is_small(10));
    CHECK_PASSES(succeeded());
    CHECK(!toolbox_is_small(-1));
    return failed("toolbox_is_small", "-1 is negative");
}

static int null_pointer(void) {
    int32_t place = 0;
    CHECK(toolbox_same(&place, 1) == &place);
    CHECK_PASSES(succeeded());
    CHECK(toolbox_same(&place, -1) == NULL);
    return failed("toolbox_same", "-1 is negative");
}

static int null_function(void) {
    toolbox_function f = toolbox_choose(1);
    CHECK(f != NULL && f(6) == 6);
    CHECK_PASSES(succeeded());
    CHECK(toolbox_choose(-1) == NULL);
    return failed("toolbox_choose", "-1 is negative");
}

static int32_t minus_ten(int32_t value) {
    return value - 10;
}

static int callback(void) {
    CHECK(toolbox_call(minus_ten, 15) == 5);
    CHECK_PASSES(succeeded());
    CHECK(toolbox_call(minus_ten, 5) == -1);
    CHECK_PASSES(failed("toolbox_call", "-5 is negative"));
    CHECK(toolbox_call(NULL, 5) == -1);
    return failed("toolbox_call", "no function");
}

/* The callback is a guarded function too. The inner failure is recorded first, the outer one last. */
static int guarded_callback(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(toolbox_call(toolbox_c_form, -5) == -1);
    CHECK(toolbox_last_error(&error) == FFI_GUARD_PANIC && error.count == 2);
    return failed("toolbox_call", "-1 is negative");
}

static int fallback_of_a_type(void) {
    CHECK(toolbox_status(1) == TOOLBOX_FINE);
    CHECK_PASSES(succeeded());
    CHECK(toolbox_status(-1) == TOOLBOX_BROKEN);
    return failed("toolbox_status", "-1 is negative");
}

static int struct_in_registers(void) {
    toolbox_point a = {1.0, 2.0};
    toolbox_point b = {0.5, 0.25};
    toolbox_point sum = toolbox_point_add(a, b);
    CHECK(sum.x > 1.49 && sum.x < 1.51 && sum.y > 2.24 && sum.y < 2.26);
    CHECK_PASSES(succeeded());
    a.x = NAN;
    sum = toolbox_point_add(a, b);
    CHECK(isnan(sum.x) && isnan(sum.y));
    return failed("toolbox_point_add", "not a point");
}

static int struct_in_memory(void) {
    toolbox_block_t block = {{1, 2, 3, 4, 5, 6, 7, 8}};
    toolbox_block_t result = toolbox_block(block);
    for (int i = 0; i < 8; i++) {
        CHECK(result.words[i] == i + 2);
    }
    CHECK_PASSES(succeeded());
    block.words[7] = 1000;
    block.words[0] = 77;
    result = toolbox_block(block);
    for (int i = 0; i < 8; i++) {
        CHECK(result.words[i] == 77);
    }
    return failed("toolbox_block", "1000 is too large");
}

static int fallback_from_the_error(void) {
    CHECK(toolbox_explain(3) == 3);
    CHECK_PASSES(succeeded());
    CHECK(toolbox_explain(-12345) == -(int32_t)strlen("-12345 is negative"));
    return failed("toolbox_explain", "-12345 is negative");
}

static int fallback_through_an_out_parameter(void) {
    int32_t out = 0;
    CHECK(toolbox_out(5, &out) == 0 && out == 5);
    CHECK_PASSES(succeeded());
    CHECK(toolbox_out(-5, &out) == -1 && out == -7);
    CHECK_PASSES(failed("toolbox_out", "-5 is negative"));
    CHECK(toolbox_out(5, NULL) == -1);
    return failed("toolbox_out", "no place");
}

static int argument_that_panics_when_dropped(void) {
    toolbox_point point = {4.0, 5.0};
    toolbox_panics_on_drop dropped = {1};
    CHECK(toolbox_patterns(point, dropped) == 4);
    CHECK_PASSES(succeeded());
    dropped.value = -1;
    CHECK(toolbox_patterns(point, dropped) == -1);
    return failed("toolbox_patterns", "dropped -1");
}

static const struct test TESTS[] = {
    {"c_form", c_form},
    {"c_form_with_another_symbol", c_form_with_another_symbol},
    {"rust_form_with_another_symbol", rust_form_with_another_symbol},
    {"raw_identifier", raw_identifier},
    {"another_abi", another_abi},
    {"nothing_returned", nothing_returned},
    {"path_as_fallback", path_as_fallback},
    {"small_integers", small_integers},
    {"floats", floats},
    {"flag", flag},
    {"null_pointer", null_pointer},
    {"null_function", null_function},
    {"callback", callback},
    {"guarded_callback", guarded_callback},
    {"fallback_of_a_type", fallback_of_a_type},
    {"struct_in_registers", struct_in_registers},
    {"struct_in_memory", struct_in_memory},
    {"fallback_from_the_error", fallback_from_the_error},
    {"fallback_through_an_out_parameter", fallback_through_an_out_parameter},
    {"argument_that_panics_when_dropped", argument_that_panics_when_dropped},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
