/* The C caller of the demo: it calls, sees the fallback, and asks what went wrong. */
#include "caller.h"

#include "ffi_guard.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

FFI_GUARD_DECLARE(demo);

/* Copies the last error, which lives only until the next one, and forgets it. */
static void ask(int32_t returned, csrc_answer *out) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    csrc_answer answer = {0};
    answer.returned = returned;
    if (demo_last_error(&error) != FFI_GUARD_NONE) {
        answer.line = error.line;
        snprintf(answer.function, sizeof answer.function, "%s", error.function);
        snprintf(answer.message, sizeof answer.message, "%s", error.message);
        snprintf(answer.file, sizeof answer.file, "%s", error.file);
    }
    demo_clear_last_error();
    *out = answer;
}

/* Calls f(value). */
void csrc_ask(csrc_function f, int32_t value, csrc_answer *out) {
    ask(csrc_call(f, value), out);
}

/* Calls back for 0, 1, ... count - 1, until the callback returns a negative number. */
void csrc_visit(csrc_function f, int32_t count, csrc_answer *out) {
    int32_t result = 0;
    for (int32_t i = 0; i < count && result >= 0; i++) {
        result = csrc_call(f, i);
    }
    ask(result, out);
}

/* Calls f with a struct by value, which is f's own from then on. */
void csrc_give(csrc_taker f, int32_t number, csrc_answer *out) {
    csrc_resource resource = {number};
    ask(f(resource), out);
}

static atomic_flag claimed = ATOMIC_FLAG_INIT;
static csrc_function registered;
static int32_t argument;

static void ask_registered(void) {
    csrc_answer answer;
    csrc_ask(registered, argument, &answer);
    printf("returned=%ld\nfunction=%s\nmessage=%s\nfile=%s\nline=%lu\n", (long)answer.returned, answer.function,
           answer.message, answer.file, (unsigned long)answer.line);
    fflush(stdout);
}

/*
 * At exit, calls f(value) and prints the answer; `pending` comes after it, as handlers run in reverse order.
 * Returns 0, or -1 if they cannot be registered or some were before.
 */
int32_t csrc_ask_at_exit(csrc_function f, int32_t value, void (*pending)(void)) {
    if (atomic_flag_test_and_set(&claimed)) {
        return -1;
    }
    registered = f;
    argument = value;
    return atexit(pending) == 0 && atexit(ask_registered) == 0 ? 0 : -1;
}
