/* Poisoning: a panic poisons a global state, whose functions are then rejected, or a single object. */
#include "handles.h"
#include "runner.h"

#define IS_POISONED                                                                                    \
    "`STATE` is poisoned: an earlier call panicked and may have left it inconsistent; call `STATE.clear()` " \
    "to allow further calls"
#define BRITTLE_IS_POISONED(parameter)                                                       \
    "argument `" parameter "` is poisoned: an earlier call panicked while using it, so it may be " \
    "inconsistent; call `handles_brittle_clear_poison` to allow further use"

static int poisoned(const char *function) {
    return handles_failed(FFI_GUARD_POISONED, function, IS_POISONED);
}

static int poison(void) {
    CHECK(handles_state_add(-1) == -1);
    return handles_failed(FFI_GUARD_PANIC, "handles_state_add", "-1 is negative");
}

static int c_form(void) {
    CHECK(handles_state_add(2) == 2 && handles_state_add(0) == 2);
    CHECK_PASSES(handles_ended());
    CHECK_PASSES(poison());
    CHECK(handles_state_add(2) == -1);
    CHECK_PASSES(poisoned("handles_state_add"));
    CHECK(handles_state_add(0) == -1);
    CHECK_PASSES(poisoned("handles_state_add"));
    handles_state_clear();
    CHECK(handles_state_add(2) == 2);
    return handles_ended();
}

static int rust_form(void) {
    int32_t out = 7;
    CHECK(handles_state_plain(1) == 1);
    CHECK(handles_state_plain(-1) == -FFI_GUARD_PANIC);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_state_plain", "-1 is negative"));
    CHECK(handles_state_plain(1) == -FFI_GUARD_POISONED);
    CHECK_PASSES(poisoned("handles_state_plain"));
    CHECK(handles_state_parse("1", &out) == -FFI_GUARD_POISONED && out == 7);
    CHECK_PASSES(poisoned("handles_state_parse"));
    handles_state_clear();
    CHECK(handles_state_parse("-1", &out) == -FFI_GUARD_PANIC && out == 7);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_state_parse", "-1 is negative"));
    CHECK(handles_state_parse("1", &out) == -FFI_GUARD_POISONED);
    CHECK_PASSES(poisoned("handles_state_parse"));
    handles_state_clear();
    return handles_ended();
}

/* Only a panic of the function itself poisons. */
static int not_by_errors(void) {
    int32_t out = 7;
    CHECK(handles_state_parse("x", &out) == -FFI_GUARD_ERROR);
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_state_parse", "invalid digit found in string"));
    CHECK(handles_state_parse(NULL, &out) == -FFI_GUARD_INVALID_ARGUMENT);
    CHECK_PASSES(handles_refused("handles_state_parse", "argument `text` is null"));
    CHECK(handles_state_display_panics() == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_state_display_panics", "Display panics"));
    /* The error may have borrowed the state, so a panic while formatting it counts as a panic of the function. */
    CHECK(handles_state_add(2) == -1);
    CHECK_PASSES(poisoned("handles_state_add"));
    handles_state_clear();
    CHECK(handles_state_parse("5", &out) == 0 && out == 5);
    handles_state_clear();
    return handles_ended();
}

static int block(void) {
    handles_part *part = handles_part_new(2);
    CHECK(handles_part_add(part, 1) == 2);
    CHECK(handles_part_add(part, -1) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_part_add", "-2 is negative"));
    CHECK(handles_part_add(part, 1) == -1);
    CHECK_PASSES(poisoned("handles_part_add"));
    CHECK(handles_part_new(2) == NULL);
    CHECK_PASSES(poisoned("handles_part_new"));
    /* A poisoned object can still be freed. */
    handles_part_free(part);
    CHECK_PASSES(handles_ended());
    handles_state_clear();
    part = handles_part_new(3);
    CHECK(handles_part_add(part, 1) == 3);
    handles_part_free(part);
    handles_state_clear();
    return handles_ended();
}

static int refused_call_consumes_nothing(void) {
    handles_loose *loose = handles_loose_new(2);
    CHECK_PASSES(poison());
    CHECK(handles_state_take(loose) == -1 && handles_alive() == 1);
    CHECK_PASSES(poisoned("handles_state_take"));
    handles_state_clear();
    CHECK(handles_state_take(loose) == 2);
    handles_state_clear();
    return handles_ended();
}

static int object(void) {
    handles_brittle *brittle = handles_brittle_new(200), *other = handles_brittle_boxed(1);
    CHECK(handles_brittle_add(brittle, 50) == 250 && !handles_brittle_is_poisoned(brittle));
    CHECK(handles_brittle_add(brittle, 50) == -1 && handles_brittle_is_poisoned(brittle));
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_brittle_add", "too much"));
    CHECK(handles_brittle_add(brittle, 1) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_POISONED, "handles_brittle_add", BRITTLE_IS_POISONED("brittle")));
    CHECK(handles_brittle_divide(brittle, 1) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_POISONED, "handles_brittle_divide", BRITTLE_IS_POISONED("brittle")));
    CHECK(handles_brittle_compare(other, brittle) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_POISONED, "handles_brittle_compare", BRITTLE_IS_POISONED("other")));
    CHECK(handles_brittle_finish(brittle) == -1 && handles_alive() == 2);
    CHECK_PASSES(handles_failed(FFI_GUARD_POISONED, "handles_brittle_finish", BRITTLE_IS_POISONED("brittle")));
    /* The other object is not poisoned. */
    CHECK(handles_brittle_add(other, 1) == 2 && !handles_brittle_is_poisoned(other));
    handles_brittle_clear_poison(brittle);
    CHECK(!handles_brittle_is_poisoned(brittle) && handles_brittle_add(brittle, 1) == 251);
    CHECK(handles_brittle_finish(brittle) == 251 && handles_brittle_finish_box(other) == 2);
    return handles_ended();
}

static int object_that_is_read(void) {
    handles_brittle *brittle = handles_brittle_new(9), *other = handles_brittle_new(9);
    CHECK(handles_brittle_divide(brittle, 2) == 4);
    CHECK(handles_brittle_divide(brittle, 0) == -1 && handles_brittle_is_poisoned(brittle));
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_brittle_divide", "attempt to divide by zero"));
    handles_brittle_clear_poison(brittle);
    /* A panic poisons both objects of the call. */
    CHECK(handles_brittle_compare(brittle, other) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_brittle_compare", "equal"));
    CHECK(handles_brittle_is_poisoned(brittle) && handles_brittle_is_poisoned(other));
    handles_brittle_clear_poison(brittle);
    CHECK(handles_brittle_compare(brittle, NULL) == -1 && handles_brittle_is_poisoned(brittle));
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_brittle_compare", "no other object"));
    /* A poisoned object can still be freed. */
    handles_brittle_free(brittle);
    handles_brittle_free(other);
    return handles_ended();
}

static int object_not_by_errors(void) {
    handles_brittle *brittle = handles_brittle_new(9);
    CHECK(handles_brittle_halve(brittle) == -1 && !handles_brittle_is_poisoned(brittle));
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_brittle_halve", "9 is odd"));
    CHECK(handles_brittle_add(brittle, 1) == 10 && handles_brittle_halve(brittle) == 5);
    CHECK(handles_brittle_finish(brittle) == 5);
    CHECK_PASSES(handles_ended());
    CHECK(handles_brittle_is_poisoned(NULL));
    CHECK_PASSES(handles_refused("handles_brittle_is_poisoned", "argument `brittle` is null"));
    handles_brittle_clear_poison(NULL);
    return handles_refused("handles_brittle_clear_poison", "argument `brittle` is null");
}

static const struct test TESTS[] = {
    {"c_form", c_form},
    {"rust_form", rust_form},
    {"not_by_errors", not_by_errors},
    {"block", block},
    {"refused_call_consumes_nothing", refused_call_consumes_nothing},
    {"object", object},
    {"object_that_is_read", object_that_is_read},
    {"object_not_by_errors", object_not_by_errors},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
