/* The C caller of the demo. It calls a function, receives the fallback and reads the last error. */
#include "caller.h"

#include "ffi_guard.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

FFI_GUARD_DECLARE(demo);

/* Copies the last error, whose strings are valid only until the next failure, and clears it. */
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

/* Calls f(value), then reads the last error. */
void csrc_ask(csrc_function f, int32_t value, csrc_answer *out) {
    ask(csrc_call(f, value), out);
}

/* Calls f(0), f(1), ..., f(count - 1) until one returns a negative number, then reads the last error. */
void csrc_visit(csrc_function f, int32_t count, csrc_answer *out) {
    int32_t result = 0;
    for (int32_t i = 0; i < count && result >= 0; i++) {
        result = csrc_call(f, i);
    }
    ask(result, out);
}

/* Passes a struct to f by value, which transfers its ownership, then reads the last error. */
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

/* At exit, calls f(value) and prints the answer. `pending` runs afterwards, because handlers run in reverse order of
 * registration. Returns 0, or -1 if registration fails or was done before. */
int32_t csrc_ask_at_exit(csrc_function f, int32_t value, void (*pending)(void)) {
    if (atomic_flag_test_and_set(&claimed)) {
        return -1;
    }
    registered = f;
    argument = value;
    return atexit(pending) == 0 && atexit(ask_registered) == 0 ? 0 : -1;
}
