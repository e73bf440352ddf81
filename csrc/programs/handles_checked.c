/* Checked handles: every kind of invalid or unavailable handle is rejected. */
#include "handles.h"
#include "runner.h"

#include <pthread.h>

static handles_token *forged(uintptr_t number) { return (handles_token *)number; }

static int used_as_they_should(void) {
    handles_token *token = handles_token_new(2), *other = NULL;
    CHECK(token != NULL && handles_token_value(token) == 2 && handles_token_add(token, 3) == 5);
    CHECK(handles_token_parse("7", &other) == 0 && other != NULL && other != token);
    CHECK(handles_token_add_other(token, other) == 12);
    CHECK(handles_token_sum(token, token) == 24 && handles_token_sum(token, NULL) == 12);
    CHECK(handles_token_finish(other) == 7);
    CHECK(handles_token_copy(token, &other) == 0 && handles_token_value(other) == 12);
    token = handles_token_merge(token, other, "abc");
    CHECK(handles_token_finish(token) == 27);
    CHECK(handles_token_positive(0) == NULL);
    handles_token_free(handles_token_positive(1));
    handles_token_free(NULL);
    CHECK_PASSES(handles_ended());
    CHECK(handles_token_value(NULL) == -1);
    return handles_refused("handles_token_value", "argument `token` is null");
}

static int use_after_free(void) {
    handles_token *token = handles_token_new(1);
    handles_token_free(token);
    CHECK(handles_token_value(token) == -1);
    CHECK_PASSES(handles_refused("handles_token_value", "argument `token` has been freed"));
    CHECK(handles_token_add(token, 1) == -1);
    CHECK_PASSES(handles_refused("handles_token_add", "argument `token` has been freed"));
    CHECK(handles_token_finish(token) == -1);
    CHECK_PASSES(handles_refused("handles_token_finish", "argument `token` has been freed"));
    handles_token_free(token);
    CHECK_PASSES(handles_refused("handles_token_free", "argument `token` has been freed"));
    /* A new object in the same memory has another handle. */
    handles_token *next = handles_token_new(2);
    CHECK(next != token && handles_token_value(token) == -1);
    CHECK_PASSES(handles_refused("handles_token_value", "argument `token` has been freed"));
    CHECK(handles_token_finish(next) == 2);
    CHECK(handles_token_finish(next) == -1);
    CHECK_PASSES(handles_refused("handles_token_finish", "argument `token` has been freed"));
    return handles_ended();
}

static int forged_handles(void) {
    int local = 0;
    handles_token *token = handles_token_new(1);
    CHECK(handles_token_value(forged(1)) == -1);
    CHECK_PASSES(handles_refused("handles_token_value", "argument `token` is not a handle"));
    CHECK(handles_token_value(forged(UINTPTR_MAX)) == -1);
    CHECK_PASSES(handles_refused("handles_token_value", "argument `token` is not a handle"));
    CHECK(handles_token_value((handles_token *)(void *)&local) == -1);
    CHECK_PASSES(handles_refused("handles_token_value", "argument `token` is not a handle"));
    handles_token_free(forged(1));
    CHECK_PASSES(handles_refused("handles_token_free", "argument `token` is not a handle"));
    CHECK(handles_token_finish(token) == 1);
    return handles_ended();
}

static int another_type(void) {
    handles_token *token = handles_token_new(1);
    const handles_share *share = handles_share_new(2);
    CHECK(handles_share_add((const handles_share *)(void *)token, 1) == -1);
    CHECK_PASSES(handles_refused("handles_share_add", "argument `share` is a handle of another type"));
    handles_token_free((handles_token *)(void *)share);
    CHECK_PASSES(handles_refused("handles_token_free", "argument `token` is a handle of another type"));
    CHECK(handles_share_add(share, 1) == 3);
    handles_token_free(token);
    handles_share_free(share);
    return handles_ended();
}

static int refused_call_consumes_nothing(void) {
    handles_token *token = handles_token_new(1), *other = handles_token_new(2);
    CHECK(handles_token_merge(token, other, NULL) == NULL);
    CHECK_PASSES(handles_refused("handles_token_merge", "argument `text` is null"));
    CHECK(handles_token_merge(token, forged(1), "") == NULL);
    CHECK_PASSES(handles_refused("handles_token_merge", "argument `other` is not a handle"));
    CHECK(handles_token_merge(token, token, "") == NULL);
    CHECK_PASSES(handles_refused("handles_token_merge", "argument `other` is in use by another call, or as another argument"));
    CHECK(handles_token_add_other(token, token) == -1);
    CHECK_PASSES(handles_refused("handles_token_add_other", "argument `other` is in use by another call, or as another argument"));
    CHECK(handles_token_value(token) == 1 && handles_token_value(other) == 2 && handles_alive() == 2);
    handles_token_free(token);
    handles_token_free(other);
    return handles_ended();
}

/* Owned results are freed if a later result of the same call cannot be converted. */
static int owners_beside_a_refused_answer(void) {
    const char *message = "the text for C has a NUL at byte 1, where it would end";
    handles_token *one = NULL, *two = NULL;
    char *text = handles_token_named((const uint8_t *)"ab", 2, &one, &two);
    CHECK(text != NULL && strcmp(text, "ab") == 0 && handles_alive() == 2);
    CHECK(handles_token_value(one) == 1 && handles_token_value(two) == 2);
    handles_string_free(text);
    handles_token_free(one);
    handles_token_free(two);
    text = handles_token_named((const uint8_t *)"a", 1, &one, &two);
    CHECK(text != NULL && one != NULL && two == NULL && handles_alive() == 1);
    handles_string_free(text);
    handles_token_free(one);
    CHECK(handles_token_named((const uint8_t *)"a\0b", 3, &one, &two) == NULL);
    CHECK(one == NULL && two == NULL && handles_alive() == 0);
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_token_named", message));
    CHECK(handles_token_named((const uint8_t *)"\0", 1, &one, &two) == NULL);
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_token_named",
                                "the text for C has a NUL at byte 0, where it would end"));
    return handles_ended();
}

/* Called back during a call on the handle; uses the handle again. Returns 0, or the line of the failed check. */
static int32_t read_is_shared(void *token) {
    CHECK(handles_token_value(token) == 3);
    CHECK(handles_token_add(token, 1) == -1);
    CHECK_PASSES(handles_refused("handles_token_add", "argument `token` is in use by another call, or as another argument"));
    CHECK(handles_token_finish(token) == -1);
    CHECK_PASSES(handles_refused("handles_token_finish", "argument `token` is in use by another call, or as another argument"));
    handles_token_free(token);
    return handles_refused("handles_token_free", "argument `token` is in use by another call, or as another argument");
}

static int32_t written_is_exclusive(void *token) {
    CHECK(handles_token_value(token) == -1);
    CHECK_PASSES(handles_refused("handles_token_value", "argument `token` is in use by another call, or as another argument"));
    CHECK(handles_token_add(token, 1) == -1);
    CHECK_PASSES(handles_refused("handles_token_add", "argument `token` is in use by another call, or as another argument"));
    handles_token_free(token);
    return handles_refused("handles_token_free", "argument `token` is in use by another call, or as another argument");
}

static int re_entry(void) {
    handles_token *token = handles_token_new(3);
    CHECK_PASSES(handles_token_while_read(token, read_is_shared, token));
    CHECK_PASSES(handles_token_while_written(token, written_is_exclusive, token));
    /* The handle is available again after both calls, and after a panic. */
    CHECK(handles_token_value(token) == 4);
    CHECK(handles_token_add(token, -1) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_token_add", "-1 is negative"));
    CHECK(handles_token_add(token, 1) == 5 && handles_token_finish(token) == 5);
    return handles_ended();
}

struct other_thread {
    int32_t (*run)(void *);
    void *argument;
    int line;
};

static void *on_another_thread(void *data) {
    struct other_thread *other = data;
    other->line = other->run(other->argument);
    return NULL;
}

static int32_t run_on_another_thread(int32_t (*run)(void *), void *argument) {
    struct other_thread other = {run, argument, 0};
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, on_another_thread, &other) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    return other.line;
}

static int32_t read_meanwhile(void *token) { return run_on_another_thread(read_is_shared, token); }

static int32_t write_meanwhile(void *token) { return run_on_another_thread(written_is_exclusive, token); }

static int another_thread(void) {
    handles_token *token = handles_token_new(3);
    CHECK_PASSES(handles_token_while_read(token, read_meanwhile, token));
    CHECK_PASSES(handles_token_while_written(token, write_meanwhile, token));
    CHECK(handles_token_finish(token) == 4);
    return handles_ended();
}

static int32_t not_its_thread(void *local) {
    const char *other = "belongs to another thread, the only one that may use it";
    char message[100];
    snprintf(message, sizeof message, "argument `local` %s", other);
    CHECK(handles_local_add(local, 1) == -1);
    CHECK_PASSES(handles_refused("handles_local_add", message));
    handles_local_free(local);
    return handles_refused("handles_local_free", message);
}

static int one_thread_alone(void) {
    handles_local *local = handles_local_new(3);
    CHECK(handles_local_add(local, 1) == 4);
    CHECK_PASSES(run_on_another_thread(not_its_thread, local));
    CHECK(handles_local_add(local, 1) == 5);
    handles_local_free(local);
    return handles_ended();
}

static int shares(void) {
    const handles_share *share = handles_share_new(4);
    CHECK(handles_share_join(share, share) == -1);
    CHECK_PASSES(handles_refused("handles_share_join", "argument `other` is in use by another call, or as another argument"));
    CHECK(handles_share_join(share, handles_share_new(5)) == 4);
    handles_token *token = NULL;
    const handles_share *next = handles_share_twice(share, &token);
    CHECK(next != NULL && next != share && handles_token_finish(token) == 4);
    CHECK(handles_share_add(share, 1) == -1);
    CHECK_PASSES(handles_refused("handles_share_add", "argument `share` has been freed"));
    CHECK(handles_share_add(next, 1) == 5);
    handles_share_free(next);
    return handles_ended();
}

/* Called back during a call with `&Arc<T>`: the share cannot end before the call does, but there can be more of them. */
static int32_t kept_is_shared(void *share) {
    const char *in_use = "argument `share` is in use by another call, or as another argument";
    handles_share_free(share);
    CHECK_PASSES(handles_refused("handles_share_free", in_use));
    const handles_share *other = handles_share_share(share);
    CHECK(other != NULL && handles_share_add(share, 1) == 5);
    handles_share_free(other);
    return 0;
}

/* Each reference has its own token. */
static int another_reference(void) {
    const handles_share *share = handles_share_new(4);
    const handles_share *other = handles_share_share(share);
    CHECK(other != NULL && other != share);
    CHECK(handles_share_while_kept(share, kept_is_shared, (void *)(uintptr_t)share) == 2);
    handles_share_free(share);
    CHECK(handles_share_share(share) == NULL);
    CHECK_PASSES(handles_refused("handles_share_share", "argument `share` has been freed"));
    CHECK(handles_share_keep(share) == NULL);
    CHECK_PASSES(handles_refused("handles_share_keep", "argument `share` has been freed"));
    CHECK(handles_share_keep_other(other, share) == NULL);
    CHECK_PASSES(handles_refused("handles_share_keep_other", "argument `other` has been freed"));
    const handles_share *again = handles_share_keep_other(other, other);
    CHECK(again != NULL && again != other && handles_share_add(again, 0) == 5);
    handles_share_free(again);
    const handles_share *kept = handles_share_keep(other);
    CHECK(kept != NULL && kept != other);
    handles_share_free(other);
    CHECK(handles_share_add(kept, 1) == 6 && handles_alive() == 1);
    handles_share_free(kept);
    CHECK(handles_share_share(NULL) == NULL);
    CHECK_PASSES(handles_refused("handles_share_share", "argument `share` is null"));
    CHECK(handles_share_share((void *)7) == NULL);
    CHECK_PASSES(handles_refused("handles_share_share", "argument `share` is not a handle"));
    handles_token *token = handles_token_new(1);
    CHECK(handles_share_share((void *)token) == NULL);
    CHECK_PASSES(handles_refused("handles_share_share", "argument `share` is a handle of another type"));
    handles_token_free(token);
    return handles_ended();
}

/* References that C does not receive are released, and their tokens end. */
static int references_beside_a_refused_answer(void) {
    const handles_share *share = handles_share_new(4);
    handles_share *one = NULL, *two = NULL;
    char *text = handles_share_named(share, (const uint8_t *)"ab", 2, &one, &two);
    CHECK(text != NULL && one != NULL && two != NULL && one != two && one != share);
    handles_string_free(text);
    handles_share_free(one);
    CHECK(handles_share_add(two, 1) == 5);
    handles_share_free(two);
    text = handles_share_named(share, (const uint8_t *)"a", 1, &one, &two);
    CHECK(text != NULL && two == NULL && handles_share_add(one, 1) == 6);
    handles_string_free(text);
    text = handles_share_named(share, (const uint8_t *)"ab", 2, &two, NULL);
    CHECK(text != NULL && handles_share_add(two, 1) == 7);
    handles_string_free(text);
    handles_share_free(one);
    handles_share_free(two);
    one = two = (handles_share *)(uintptr_t)share;
    CHECK(handles_share_named(share, (const uint8_t *)"a\0b", 3, &one, &two) == NULL && one == NULL && two == NULL);
    CHECK_PASSES(handles_failed(FFI_GUARD_ERROR, "handles_share_named",
                                "the text for C has a NUL at byte 1, where it would end"));
    handles_share_free(share);
    return handles_ended();
}

static int poisoned(void) {
    const char *message = "argument `careful` is poisoned: an earlier call panicked while using it, so it may be "
                          "inconsistent; call `handles_careful_clear_poison` to allow further use";
    handles_careful *careful = handles_careful_new(3);
    CHECK(handles_careful_add(careful, 1) == 4 && !handles_careful_is_poisoned(careful));
    CHECK(handles_careful_add(careful, -1) == -1 && handles_careful_is_poisoned(careful));
    CHECK_PASSES(handles_failed(FFI_GUARD_PANIC, "handles_careful_add", "-1 is negative"));
    CHECK(handles_careful_add(careful, 1) == -1);
    CHECK_PASSES(handles_failed(FFI_GUARD_POISONED, "handles_careful_add", message));
    handles_careful_clear_poison(careful);
    CHECK(handles_careful_add(careful, 1) == 4);
    handles_careful_free(careful);
    CHECK_PASSES(handles_ended());
    CHECK(handles_careful_is_poisoned(careful));
    return handles_refused("handles_careful_is_poisoned", "argument `careful` has been freed");
}

static const struct test TESTS[] = {
    {"used_as_they_should", used_as_they_should},
    {"use_after_free", use_after_free},
    {"forged_handles", forged_handles},
    {"another_type", another_type},
    {"refused_call_consumes_nothing", refused_call_consumes_nothing},
    {"owners_beside_a_refused_answer", owners_beside_a_refused_answer},
    {"re_entry", re_entry},
    {"another_thread", another_thread},
    {"one_thread_alone", one_thread_alone},
    {"shares", shares},
    {"another_reference", another_reference},
    {"references_beside_a_refused_answer", references_beside_a_refused_answer},
    {"poisoned", poisoned},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
