/* Cancels a thread that is inside a guarded function. The thread cancels itself, so that the cancellation is certain
 * to be pending when the function reaches a cancellation point.
 *
 * Needs Unix: `pthread_cancel`. */
#define _POSIX_C_SOURCE 200809L

#include "runner.h"
#include "ffi_guard.h"

#include <pthread.h>

FFI_GUARD_DECLARE(cancel);

typedef struct cancel_note {
    void (*on_drop)(void);
} cancel_note;

typedef int32_t (*function)(void (*f)(void), cancel_note note, int32_t value);

int32_t cancel_unguarded(void (*f)(void), cancel_note note, int32_t value);
int32_t cancel_at_once(void (*f)(void), cancel_note note, int32_t value);
int32_t cancel_constant(void (*f)(void), cancel_note note, int32_t value);
int32_t cancel_closure(void (*f)(void), cancel_note note, int32_t value);
int32_t cancel_or_abort(void (*f)(void), cancel_note note, int32_t value);

/* A call on a new thread, and its outcome. */
struct call {
    function function;
    void (*inside)(void);
    int32_t value;
    int disabled_before;
    int32_t result;
    int state_after;
    int returned;
    int passed;
};

static int drops;
static int observed;
static int state_after_inner;

static void note_drop(void) {
    drops++;
    pthread_testcancel();
}

static void observe(const ffi_guard_error *error, void *user) {
    (void)error;
    (void)user;
    observed++;
    pthread_testcancel();
}

static int cancel_state(void) {
    int state = -1;
    int unused;
    if (pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state) != 0 || pthread_setcancelstate(state, &unused) != 0) {
        return -1;
    }
    return state;
}

static void cancel_this_thread(void) {
    if (pthread_cancel(pthread_self()) != 0) {
        printf("pthread_cancel failed\n");
    }
}

static void nothing(void) {
}

/* A guarded function inside another one: the inner one must leave cancellation disabled for the outer one. */
static void call_inner_and_cancel(void) {
    cancel_constant(nothing, (cancel_note){note_drop}, 2);
    state_after_inner = cancel_state();
    cancel_this_thread();
}

static void exit_this_thread(void) {
    pthread_exit(NULL);
}

static void *work(void *argument) {
    struct call *call = argument;
    int unused;
    if (call->disabled_before && pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &unused) != 0) {
        return NULL;
    }
    call->result = call->function(call->inside, (cancel_note){note_drop}, call->value);
    call->state_after = cancel_state();
    call->returned = 1;
    pthread_testcancel();
    call->passed = 1;
    return argument;
}

static int run(struct call *call, void **end) {
    pthread_t thread;
    drops = 0;
    observed = 0;
    CHECK(pthread_create(&thread, NULL, work, call) == 0);
    CHECK(pthread_join(thread, end) == 0);
    return 0;
}

/* The function returns normally; the thread then ends at its next cancellation point. */
static int deferred(function function, int32_t value, int32_t expected) {
    struct call call = {.function = function, .inside = cancel_this_thread, .value = value};
    void *end = NULL;
    cancel_set_error_callback(observe, NULL);
    CHECK_PASSES(run(&call, &end));
    CHECK(call.returned && call.result == expected);
    CHECK(drops == 1);
    CHECK(observed == (value != expected));
    CHECK(call.state_after == PTHREAD_CANCEL_ENABLE);
    CHECK(end == PTHREAD_CANCELED && !call.passed);
    return 0;
}

static int value(void) {
    return deferred(cancel_constant, 4, 4);
}

static int constant_fallback(void) {
    return deferred(cancel_constant, 7, -1);
}

static int value_of_the_rust_form(void) {
    return deferred(cancel_closure, 4, 4);
}

static int closure_fallback(void) {
    return deferred(cancel_closure, 7, -1);
}

/* If the caller has disabled cancellation, it stays disabled, and the thread is not cancelled. */
static int disabled_before(void) {
    for (int32_t value = 4; value <= 5; value++) {
        struct call call = {.function = cancel_constant, .inside = cancel_this_thread, .value = value, .disabled_before = 1};
        void *end = NULL;
        CHECK_PASSES(run(&call, &end));
        CHECK(call.returned && call.result == (value == 4 ? 4 : -1));
        CHECK(call.state_after == PTHREAD_CANCEL_DISABLE);
        CHECK(end == &call && call.passed);
    }
    return 0;
}

static int nested(void) {
    struct call call = {.function = cancel_closure, .inside = call_inner_and_cancel, .value = 6};
    void *end = NULL;
    CHECK_PASSES(run(&call, &end));
    CHECK(state_after_inner == PTHREAD_CANCEL_DISABLE);
    CHECK(call.returned && call.result == 6 && drops == 2);
    CHECK(call.state_after == PTHREAD_CANCEL_ENABLE);
    CHECK(end == PTHREAD_CANCELED && !call.passed);
    return 0;
}

static int not_cancelled(void) {
    struct call call = {.function = cancel_constant, .inside = nothing, .value = 8};
    void *end = NULL;
    CHECK_PASSES(run(&call, &end));
    CHECK(call.returned && call.result == 8);
    CHECK(call.state_after == PTHREAD_CANCEL_ENABLE);
    CHECK(end == &call && call.passed);
    return 0;
}

/* The remaining cases end the process. */
static int dies(function function, void (*inside)(void), int32_t value) {
    struct call call = {.function = function, .inside = inside, .value = value};
    void *end = NULL;
    CHECK_PASSES(run(&call, &end));
    printf("joined after %ld\n", (long)call.result);
    return 0;
}

static int unguarded(void) {
    return dies(cancel_unguarded, cancel_this_thread, 4);
}

static int exit_inside_unguarded(void) {
    return dies(cancel_unguarded, exit_this_thread, 4);
}

static int at_once(void) {
    return dies(cancel_at_once, cancel_this_thread, 4);
}

static int or_abort(void) {
    return dies(cancel_or_abort, cancel_this_thread, 7);
}

static int exit_inside(void) {
    return dies(cancel_at_once, exit_this_thread, 4);
}

static int exit_inside_deferred(void) {
    return dies(cancel_constant, exit_this_thread, 4);
}

static const struct test TESTS[] = {
    {"value", value},
    {"constant_fallback", constant_fallback},
    {"value_of_the_rust_form", value_of_the_rust_form},
    {"closure_fallback", closure_fallback},
    {"disabled_before", disabled_before},
    {"nested", nested},
    {"not_cancelled", not_cancelled},
    {"unguarded", unguarded},
    {"exit_inside_unguarded", exit_inside_unguarded},
    {"at_once", at_once},
    {"or_abort", or_abort},
    {"exit_inside", exit_inside},
    {"exit_inside_deferred", exit_inside_deferred},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
