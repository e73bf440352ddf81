/* Unchecked handles: each kind of receiver and return value, and the arguments that are rejected nevertheless. */
#include "handles.h"
#include "runner.h"

static int new_and_free(void) {
    handles_counter *counter = handles_counter_new(2);
    CHECK(counter != NULL && handles_alive() == 1);
    CHECK(handles_counter_value(counter) == 2);
    handles_counter_free(counter);
    handles_counter_free(NULL);
    CHECK_PASSES(handles_ended());
    CHECK(handles_counter_new(-1) == NULL);
    return handles_failed(FFI_GUARD_PANIC, "handles_counter_new", "-1 is negative");
}

/* Alignment is the only property of an address that can be checked. */
static int misaligned(void) {
    handles_counter *counter = handles_counter_new(2);
    handles_counter *wrong = (handles_counter *)((char *)counter + 1);
    CHECK(handles_counter_value(wrong) == -1);
    CHECK_PASSES(handles_refused("handles_counter_value", "argument `counter` is not aligned for its type"));
    CHECK(handles_counter_add(wrong, 1) != 3);
    CHECK_PASSES(handles_refused("handles_counter_add", "argument `counter` is not aligned for its type"));
    handles_counter_free(wrong);
    CHECK_PASSES(handles_refused("handles_counter_free", "argument `counter` is not aligned for its type"));
    CHECK(handles_counter_value(counter) == 2);
    handles_counter_free(counter);
    return handles_ended();
}

static int optional_self(void) {
    handles_counter *counter = handles_counter_positive(1);
    CHECK(counter != NULL && handles_counter_positive(0) == NULL);
    handles_counter_free(counter);
    return handles_ended();
}

static int self_or_error(void) {
    handles_counter *counter = NULL;
    CHECK(handles_counter_parse(3, &counter) == 0 && handles_counter_value(counter) == 3);
    handles_counter_free(counter);
    CHECK_PASSES(handles_ended());
    CHECK(handles_counter_parse(-3, &counter) == 7 && counter == NULL);
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_counter_parse", "-3 is negative"));
    CHECK(handles_counter_parse(3, NULL) == -FFI_GUARD_INVALID_ARGUMENT && handles_alive() == 0);
    CHECK_PASSES(handles_refused("handles_counter_parse", "argument `out` is null"));
    CHECK(handles_counter_checked(-4) == NULL);
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_counter_checked", "-4 is negative"));
    counter = handles_counter_checked(4);
    CHECK(handles_counter_finish(counter) == 4);
    return handles_ended();
}

static int boxed_self(void) {
    handles_counter *counter = handles_counter_boxed(5);
    handles_counter *copy = handles_counter_copy(counter);
    CHECK(handles_counter_value(copy) == 5 && handles_alive() == 2);
    handles_counter_free(counter);
    handles_counter_free(copy);
    return handles_ended();
}

static int shared_receiver(void) {
    handles_counter *counter = handles_counter_new(6);
    CHECK(handles_counter_is_equal(counter, counter) == 1);
    CHECK(handles_counter_is_equal(counter, NULL) == 2);
    CHECK(handles_sum(counter, counter) == 12);
    CHECK(handles_double(counter) == 12);
    CHECK(handles_counter_less(counter, 2) == 4);
    CHECK(handles_counter_value(NULL) == -1);
    CHECK_PASSES(handles_refused("handles_counter_value", "argument `counter` is null"));
    CHECK(handles_double(NULL) == -1);
    CHECK_PASSES(handles_refused("handles_double", "argument `counter` is null"));
    CHECK(handles_counter_less(NULL, 2) == -1);
    CHECK_PASSES(handles_refused("handles_counter_less", "argument `this` is null"));
    CHECK(handles_sum(counter, NULL) == -1);
    CHECK_PASSES(handles_refused("handles_sum", "argument `b` is null"));
    handles_counter_free(counter);
    return handles_ended();
}

static int exclusive_receiver(void) {
    handles_counter *counter = handles_counter_new(1), *other = handles_counter_new(2);
    CHECK(handles_counter_add(counter, 2) == 3);
    CHECK(handles_counter_add_other(counter, other) == 5);
    handles_counter_reset(counter);
    CHECK(handles_counter_value(counter) == 0);
    CHECK(handles_last_error(NULL) == FFI_GUARD_NONE);
    handles_counter_reset(NULL);
    CHECK_PASSES(handles_refused("handles_counter_reset", "argument `counter` is null"));
    CHECK(handles_counter_add(NULL, 2) == -1);
    CHECK_PASSES(handles_refused("handles_counter_add", "argument `counter` is null"));
    CHECK(handles_counter_add_other(counter, counter) == -1);
    CHECK_PASSES(handles_refused("handles_counter_add_other",
                         "argument `counter` overlaps another argument, and the function may write to it"));
    /* The object stays usable after a panic, because it is not a poisonable handle. */
    CHECK(handles_counter_add(counter, -2) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_counter_add", "-2 is negative"));
    CHECK(handles_counter_add(counter, 2) == 2);
    handles_counter_free(counter);
    handles_counter_free(other);
    return handles_ended();
}

static int consumed_receiver(void) {
    CHECK(handles_counter_finish(handles_counter_new(7)) == 7);
    CHECK(handles_counter_finish_box(handles_counter_new(7), "ab") == 9);
    CHECK(handles_swallow(handles_counter_new(7)) == 7);
    CHECK_PASSES(handles_ended());
    handles_counter *counter = handles_counter_new(8);
    CHECK(handles_counter_finish_box(counter, NULL) == -1 && handles_alive() == 1);
    CHECK_PASSES(handles_refused("handles_counter_finish_box", "argument `text` is null"));
    CHECK(handles_counter_merge(counter, NULL) == NULL && handles_alive() == 1);
    CHECK_PASSES(handles_refused("handles_counter_merge", "argument `other` is null"));
    CHECK(handles_counter_merge(counter, counter) == NULL && handles_alive() == 1);
    CHECK_PASSES(handles_refused("handles_counter_merge",
                         "argument `other` overlaps another argument, and the function may write to it"));
    counter = handles_counter_merge(counter, handles_counter_new(1));
    CHECK(handles_counter_value(counter) == 9 && handles_alive() == 1);
    handles_counter_free(counter);
    return handles_ended();
}

static int owners_as_arguments(void) {
    handles_counter *counter = handles_counter_new(1), *half = counter;
    CHECK(handles_counter_absorb(counter, NULL) == 1);
    CHECK(handles_counter_absorb(counter, handles_counter_new(9)) == 10);
    CHECK(handles_counter_absorb(counter, counter) == -1);
    CHECK_PASSES(handles_refused("handles_counter_absorb",
                         "argument `other` overlaps another argument, and the function may write to it"));
    CHECK(handles_counter_split(counter, &half) == 5 && handles_counter_value(half) == 5);
    handles_counter_free(half);
    CHECK(handles_counter_split(counter, NULL) == -2);
    CHECK_PASSES(handles_refused("handles_counter_split", "argument `half` is null"));
    handles_counter_free(counter);
    return handles_ended();
}

/* Owned results are freed if a later result of the same call cannot be converted. */
static int owners_beside_a_refused_answer(void) {
    const char *message = "the text for C has a NUL at byte 1, where it would end";
    handles_counter *one = NULL, *two = NULL;
    char *text = handles_counter_named((const uint8_t *)"ab", 2, &one, &two);
    CHECK(text != NULL && strcmp(text, "ab") == 0 && handles_alive() == 2);
    CHECK(handles_counter_value(one) == 1 && handles_counter_value(two) == 2);
    handles_string_free(text);
    handles_counter_free(one);
    handles_counter_free(two);
    text = handles_counter_named((const uint8_t *)"a", 1, &one, &two);
    CHECK(text != NULL && one != NULL && two == NULL && handles_alive() == 1);
    handles_string_free(text);
    handles_counter_free(one);
    CHECK(handles_counter_named((const uint8_t *)"a\0b", 3, &one, &two) == NULL);
    CHECK(one == NULL && two == NULL && handles_alive() == 0);
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_counter_named", message));
    CHECK(handles_counter_named((const uint8_t *)"\0", 1, &one, &two) == NULL);
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_counter_named",
                                "the text for C has a NUL at byte 0, where it would end"));
    return handles_ended();
}

static int text_of_a_handle(void) {
    handles_counter *counter = handles_counter_new(42);
    char *text = handles_counter_text(counter);
    CHECK(text != NULL && strcmp(text, "42") == 0);
    handles_string_free(text);
    handles_counter_free(counter);
    return handles_ended();
}

static int destructor_that_panics(void) {
    handles_counter_free(handles_counter_new(13));
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_counter_free", "13 panics when dropped"));
    CHECK(handles_counter_finish(handles_counter_new(13)) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_counter_finish", "13 panics when dropped"));
    return handles_ended();
}

static int shared_owner(void) {
    handles_tally *tally = handles_tally_new(1);
    const handles_tally *share = handles_tally_in_arc(2);
    CHECK(handles_tally_add(tally, 2) == 3 && handles_tally_add(share, 2) == 4);
    CHECK(handles_tally_finish(tally) == 3);
    handles_tally_free(share);
    handles_tally_free(NULL);
    CHECK_PASSES(handles_ended());
    CHECK(handles_tally_finish(NULL) == -1);
    return handles_refused("handles_tally_finish", "argument `tally` is null");
}

/* A call that takes ownership may drop the last reference, so no other argument of it may be the same object. */
static int shared_owner_twice(void) {
    const char *overlaps = "argument `other` overlaps another argument, and the function may write to it";
    handles_tally *tally = handles_tally_new(2);
    CHECK(handles_tally_join(tally, tally) == -1);
    CHECK_PASSES(handles_refused("handles_tally_join", overlaps));
    CHECK(handles_tally_merge(tally, tally) == NULL);
    CHECK_PASSES(handles_refused("handles_tally_merge", overlaps));
    CHECK(handles_tally_join(tally, handles_tally_in_arc(5)) == 5);
    const handles_tally *sum = handles_tally_merge(tally, handles_tally_in_arc(3));
    CHECK(handles_tally_finish(sum) == 5);
    return handles_ended();
}

/* Each reference is freed once. Without checks they are one address. */
static int another_reference(void) {
    handles_tally *tally = handles_tally_new(2);
    const handles_tally *other = handles_tally_share(tally);
    CHECK(other == tally && handles_tally_count(tally, other) == 2);
    handles_tally_free(tally);
    CHECK(handles_tally_add(other, 1) == 3 && handles_tally_count(other, other) == 1 && handles_alive() == 1);
    handles_tally_free(other);
    CHECK_PASSES(handles_ended());
    CHECK(handles_tally_share(NULL) == NULL);
    CHECK_PASSES(handles_refused("handles_tally_share", "argument `tally` is null"));
    CHECK(handles_tally_share((void *)3) == NULL);
    return handles_refused("handles_tally_share", "argument `tally` is not aligned for its type");
}

/* The function clones the reference of C, which C still frees. */
static int borrowed_reference(void) {
    const char *overlaps = "argument `other` overlaps another argument, and the function may write to it";
    handles_tally *tally = handles_tally_new(2), *alone = handles_tally_new(5);
    const handles_tally *kept = handles_tally_keep(tally);
    CHECK(kept == tally && handles_tally_count(tally, kept) == 2);
    CHECK(handles_tally_count(tally, NULL) == 0 && handles_tally_count(tally, alone) == 0);
    handles_tally_free(tally);
    CHECK(handles_tally_count(kept, kept) == 1);
    CHECK(handles_tally_lose(kept, kept) == -1 && handles_tally_count(kept, kept) == 1);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_tally_lose", "4 references"));
    CHECK(handles_tally_absorb(kept, kept) == -1);
    CHECK_PASSES(handles_refused("handles_tally_absorb", overlaps));
    CHECK(handles_tally_absorb(kept, alone) == 7);
    handles_tally_free(kept);
    CHECK(handles_tally_keep(NULL) == NULL);
    CHECK_PASSES(handles_refused("handles_tally_keep", "argument `tally` is null"));
    CHECK(handles_tally_keep((void *)3) == NULL);
    CHECK_PASSES(handles_refused("handles_tally_keep", "argument `tally` is not aligned for its type"));
    return handles_ended();
}

static const struct test TESTS[] = {
    {"new_and_free", new_and_free},
    {"misaligned", misaligned},
    {"optional_self", optional_self},
    {"self_or_error", self_or_error},
    {"boxed_self", boxed_self},
    {"shared_receiver", shared_receiver},
    {"exclusive_receiver", exclusive_receiver},
    {"consumed_receiver", consumed_receiver},
    {"owners_as_arguments", owners_as_arguments},
    {"owners_beside_a_refused_answer", owners_beside_a_refused_answer},
    {"text_of_a_handle", text_of_a_handle},
    {"destructor_that_panics", destructor_that_panics},
    {"shared_owner", shared_owner},
    {"shared_owner_twice", shared_owner_twice},
    {"another_reference", another_reference},
    {"borrowed_reference", borrowed_reference},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
