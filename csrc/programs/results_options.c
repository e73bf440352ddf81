/* Optional numbers and data: a flag and an out-parameter, or two out-parameters beside a status. */
#include "results.h"
#include "runner.h"

static int number(void) {
    uint32_t out = 9;
    CHECK(results_half(8, &out) && out == 4);
    CHECK(!results_half(5, &out) && out == 4);
    CHECK(results_id(0) == 0 && results_id(3) == 3);
    CHECK_PASSES(results_succeeded());
    CHECK(!results_half(7, &out) && out == 4);
    return results_failed(FFI_GUARD_PANIC, "assertion `left != right` failed: asked to panic\n  left: 7\n right: 7");
}

static int flag(void) {
    bool out = true;
    CHECK(results_flag("false", &out) && !out);
    CHECK(results_flag("true", &out) && out);
    CHECK(!results_flag("maybe", &out) && out);
    CHECK_PASSES(results_succeeded());
    CHECK(!results_flag(NULL, &out) && out);
    return results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `text` is null");
}

static int character(void) {
    uint32_t out = 0;
    CHECK(results_letter("h\xc3\xa4", 1, &out) && out == 0xe4);
    CHECK(!results_letter("h\xc3\xa4", 2, &out) && out == 0xe4);
    CHECK(results_only("x", &out) && out == 'x');
    CHECK(!results_only("", &out) && out == 'x');
    CHECK_PASSES(results_succeeded());
    CHECK(!results_only("xy", &out) && out == 'x');
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    CHECK(results_last_error(&error) == FFI_GUARD_ERROR && error.code == 6);
    return 0;
}

static int data(void) {
    results_sign_t sign = 7;
    CHECK(results_sign(-2.5, &sign) && sign == -1);
    CHECK(results_sign(2.5, &sign) && sign == 1);
    CHECK(!results_sign(0, &sign) && sign == 1);
    uint32_t length = 9;
    results_span span = {0, 0, false};
    CHECK(results_between(2, 5, &length, &span) && length == 3 && span.end == 5 && span.is_word);
    CHECK(!results_between(5, 2, &length, &span) && length == 3 && span.begin == 2);
    return results_succeeded();
}

static int out_is_rejected(void) {
    uint32_t numbers[3] = {0};
    CHECK(!results_half(8, NULL));
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `out` is null"));
    CHECK(!results_half(8, (uint32_t *)(void *)((char *)numbers + 1)));
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `out` is not aligned for its type"));
    CHECK(!results_between(1, 2, numbers, (results_span *)(void *)numbers));
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT,
                                "argument `out` overlaps another argument, and the function may write to it"));
    CHECK(numbers[0] == 0 && numbers[1] == 0);
    return 0;
}

static int with_status(void) {
    uint64_t out = 9;
    bool present = false;
    CHECK(results_parsed("12", &out, &present) == 0 && present && out == 12);
    CHECK(results_parsed("", &out, &present) == 0 && !present && out == 12);
    CHECK_PASSES(results_succeeded());
    present = true;
    CHECK(results_parsed("x", &out, &present) == 5 && present && out == 12);
    CHECK_PASSES(results_failed(FFI_GUARD_ERROR, "no number"));
    CHECK(results_parsed("12", &out, NULL) == -FFI_GUARD_INVALID_ARGUMENT && out == 12);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `present` is null"));
    CHECK(results_parsed("12", NULL, &present) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `out` is null"));
    CHECK(results_parsed("12", &out, (bool *)(void *)&out) == -FFI_GUARD_INVALID_ARGUMENT && out == 12);
    return results_failed(FFI_GUARD_INVALID_ARGUMENT,
                          "argument `present` overlaps another argument, and the function may write to it");
}

static int method(void) {
    results_stack *stack = results_stack_new(1);
    float out = 0;
    CHECK(results_stack_pop(stack, &out) && out == 1 && !results_stack_pop(stack, &out));
    results_stack_push(stack, 0.5F);
    CHECK(results_stack_count(stack) == 1);
    CHECK(results_stack_pop(stack, &out) && out == 0.5F);
    results_stack_free(stack);
    CHECK_PASSES(results_succeeded());
    CHECK(!results_stack_pop(stack, &out) && out == 0.5F);
    CHECK_PASSES(results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `stack` has been freed"));
    CHECK(results_stack_count(stack) == -1);
    return results_failed(FFI_GUARD_INVALID_ARGUMENT, "argument `stack` has been freed");
}

static const struct test tests[] = {
    {"number", number},
    {"flag", flag},
    {"character", character},
    {"data", data},
    {"out_is_rejected", out_is_rejected},
    {"with_status", with_status},
    {"method", method},
    {NULL, NULL},
};

int main(int argc, char **argv) { return run_tests(tests, __FILE__, argc, argv); }
