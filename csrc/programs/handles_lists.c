/* Arrays of handles: what is borrowed, and what passes to the library. */
#include "handles.h"
#include "runner.h"

static const char OVERLAPS[] = " overlaps another argument, and the function may write to it";

static int overlaps(const char *function, const char *argument) {
    char message[128];
    snprintf(message, sizeof message, "argument `%s`%s", argument, OVERLAPS);
    return handles_refused(function, message);
}

static int borrowed(void) {
    handles_counter *one = handles_counter_new(1), *two = handles_counter_new(2);
    const handles_counter *all[] = {one, two, one, NULL};
    CHECK(handles_sum_counters(all, 3) == 4 && handles_sum_counters(NULL, 0) == 0);
    CHECK(handles_sum_counters((void *)3, 0) == 0);
    CHECK(handles_add_counters(two, all, 1) == 3);
    CHECK(handles_sum_counters(NULL, 1) == -1);
    CHECK_PASSES(handles_refused("handles_sum_counters", "argument `counters` is null"));
    CHECK(handles_sum_counters((void *)((char *)all + 1), 1) == -1);
    CHECK_PASSES(handles_refused("handles_sum_counters", "argument `counters` is not aligned for its type"));
    CHECK(handles_sum_counters(all, SIZE_MAX) == -1);
    CHECK_PASSES(handles_refused("handles_sum_counters", "argument `counters` is longer than the address space"));
    CHECK(handles_sum_counters(all, 4) == -1);
    CHECK_PASSES(handles_refused("handles_sum_counters", "argument `counters` is null at index 3"));
    all[1] = (const handles_counter *)((const char *)two + 1);
    CHECK(handles_sum_counters(all, 2) == -1);
    CHECK_PASSES(handles_refused("handles_sum_counters", "argument `counters` is not aligned for its type at index 1"));
    all[1] = two;
    CHECK(handles_add_counters(two, all, 3) == -1 && handles_counter_value(two) == 3);
    CHECK_PASSES(overlaps("handles_add_counters", "to"));
    handles_counter_free(one);
    handles_counter_free(two);
    return handles_ended();
}

static int taken(void) {
    handles_counter *all[] = {handles_counter_new(1), handles_counter_new(2), NULL};
    CHECK(handles_take_counters(NULL, 0, "ab") == 2);
    /* After each rejected call, all objects are still C's. */
    CHECK(handles_take_counters(all, 3, "") == -1);
    CHECK_PASSES(handles_refused("handles_take_counters", "argument `counters` is null at index 2"));
    CHECK(handles_take_counters(all, 2, "\xff") == -1);
    CHECK_PASSES(handles_refused("handles_take_counters", "argument `text` is not UTF-8 from byte 0"));
    all[2] = all[0];
    CHECK(handles_take_counters(all, 3, "") == -1);
    CHECK_PASSES(handles_refused("handles_take_counters", "argument `counters` is given a second time at index 2"));
    CHECK(handles_alive() == 2 && handles_counter_value(all[0]) == 1 && handles_counter_value(all[1]) == 2);
    CHECK(handles_take_counters(all, 2, "ab") == 5);
    return handles_ended();
}

static int taken_beside_others(void) {
    handles_counter *one = handles_counter_new(1), *two = handles_counter_new(2), *three = handles_counter_new(4);
    handles_counter *all[] = {one, two, three};
    const handles_counter *read[] = {three, one};
    CHECK(handles_take_beside(one, all, 2, read, 1, NULL, 0) == -1);
    CHECK_PASSES(overlaps("handles_take_beside", "counters"));
    CHECK(handles_take_beside(three, all, 2, read, 2, NULL, 0) == -1);
    CHECK_PASSES(overlaps("handles_take_beside", "counters"));
    CHECK(handles_take_beside(three, all, 2, read, 1, all + 1, 1) == -1);
    CHECK_PASSES(overlaps("handles_take_beside", "more"));
    CHECK(handles_take_beside(three, all, 1, read, 1, all + 1, 2) == -1);
    CHECK_PASSES(overlaps("handles_take_beside", "more"));
    CHECK(handles_alive() == 3);
    CHECK(handles_take_beside(three, all, 1, read, 1, all + 1, 1) == 11);
    handles_counter_free(three);
    return handles_ended();
}

/* Called back while the tokens of an array are borrowed. Returns 0, or the line of the failed check. */
static int32_t borrowed_is_shared(void *token) {
    handles_token_free(token);
    CHECK_PASSES(handles_refused("handles_token_free", "argument `token` is in use by another call, or as another argument"));
    CHECK(handles_token_value(token) == 2);
    return 0;
}

static int tokens(void) {
    handles_token *one = handles_token_new(1), *two = handles_token_new(2);
    const handles_share *share = handles_share_new(3);
    const handles_token *read[] = {one, two, one};
    CHECK(handles_sum_tokens(read, 3) == 4 && handles_while_tokens(read, 3, borrowed_is_shared, two) == 4);
    CHECK(handles_add_tokens(read, 1, two) == 3);
    CHECK(handles_add_tokens(read, 2, two) == -1);
    CHECK_PASSES(handles_refused("handles_add_tokens", "argument `to` is in use by another call, or as another argument"));
    read[1] = (const handles_token *)share;
    CHECK(handles_sum_tokens(read, 2) == -1);
    CHECK_PASSES(handles_refused("handles_sum_tokens", "argument `tokens` is a handle of another type at index 1"));
    /* The tokens that were accepted before are free again. */
    CHECK(handles_token_add(one, 0) == 1);
    handles_token *all[] = {one, two, one};
    CHECK(handles_take_tokens(all, 3, NULL, "") == -1);
    CHECK_PASSES(handles_refused("handles_take_tokens",
                                 "argument `tokens` is in use by another call, or as another argument at index 2"));
    CHECK(handles_take_tokens(all, 2, one, "") == -1);
    CHECK_PASSES(handles_refused("handles_take_tokens", "argument `other` is in use by another call, or as another argument"));
    CHECK(handles_take_tokens(all, 2, NULL, NULL) == -1);
    CHECK_PASSES(handles_refused("handles_take_tokens", "argument `text` is null"));
    CHECK(handles_token_value(one) == 1 && handles_take_tokens(all, 2, NULL, "a") == 5);
    CHECK(handles_take_tokens(all, 1, NULL, "") == -1);
    CHECK_PASSES(handles_refused("handles_take_tokens", "argument `tokens` has been freed at index 0"));
    const handles_share *other = handles_share_share(share), *shares[] = {share, other, share};
    CHECK(handles_sum_shares(shares, 3) == 9);
    handles_share_free(share);
    CHECK(handles_sum_shares(shares, 3) == -1);
    CHECK_PASSES(handles_refused("handles_sum_shares", "argument `shares` has been freed at index 0"));
    CHECK(handles_sum_shares(shares + 1, 1) == 3);
    handles_share_free(other);
    return handles_ended();
}

/* A panic poisons all objects of an array. */
static int poisoned(void) {
    handles_brittle *one = handles_brittle_new(6), *two = handles_brittle_boxed(8), *three = handles_brittle_new(1);
    const handles_brittle *read[] = {one, two, one};
    handles_brittle *all[] = {one, three, two};
    const char *message = "argument `all` is poisoned: an earlier call panicked while using it, so it may be inconsistent; "
                          "call `handles_brittle_clear_poison` to allow further use at index 0";
    CHECK(handles_divide_all(read, 3, 2) == 10);
    CHECK(handles_divide_all(read, 3, 0) == -1 && handles_last_error(NULL) == FFI_GUARD_PANIC);
    CHECK(handles_brittle_is_poisoned(one) && handles_brittle_is_poisoned(two) && !handles_brittle_is_poisoned(three));
    CHECK(handles_divide_all(read, 1, 2) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_POISONED, "handles_divide_all", message));
    handles_brittle_clear_poison(one);
    CHECK(handles_divide_all(read, 1, 2) == 3);
    CHECK(handles_finish_all(all, 3) == -1 && handles_last_error(NULL) == FFI_GUARD_POISONED && handles_alive() == 3);
    handles_clear_last_error();
    handles_brittle_clear_poison(two);
    CHECK(handles_finish_all(all, 3) == 15);
    return handles_ended();
}

static const struct test TESTS[] = {
    {"borrowed", borrowed},
    {"taken", taken},
    {"taken_beside_others", taken_beside_others},
    {"tokens", tokens},
    {"poisoned", poisoned},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
