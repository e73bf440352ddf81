/* Calls one function of the library `brittle`: `deaths NAME VALUE`. Prints the result, and a line from an atexit
 * handler if the process exits normally. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int32_t (*function)(int32_t);

int32_t brittle_even(int32_t value);
int32_t brittle_call(function f, int32_t value);
int32_t brittle_unguarded(int32_t value);
int32_t brittle_unguarded_pending(int32_t value);
int32_t brittle_or_abort(int32_t value);
void brittle_forever(function f);
int32_t brittle_recurse(uint64_t depth);
int32_t brittle_abort(void);
int32_t brittle_exit(int32_t code);
int32_t brittle_exhaust_memory(void);

static int32_t read_null(int32_t value) {
    int32_t *volatile nothing = NULL;
    return *nothing + value;
}

static int32_t call_abort(int32_t value) {
    abort();
    return value;
}

static int32_t call_exit(int32_t value) {
    exit(value);
}

static int32_t raise_signal(int32_t value) {
    return raise(value);
}

static int32_t identity(int32_t value) {
    return value;
}

static int32_t segfault(int32_t value) { return brittle_call(read_null, value); }
static int32_t abort_in_callback(int32_t value) { return brittle_call(call_abort, value); }
static int32_t exit_in_callback(int32_t value) { return brittle_call(call_exit, value); }
static int32_t signal_in_callback(int32_t value) { return brittle_call(raise_signal, value); }
static int32_t recurse(int32_t depth) { return brittle_recurse(depth < 0 ? UINT64_MAX : (uint64_t)depth); }
static int32_t abort_in_rust(int32_t value) { return value + brittle_abort(); }
static int32_t exhaust_memory(int32_t value) { return value + brittle_exhaust_memory(); }

static int32_t forever(int32_t value) {
    brittle_forever(identity);
    return value;
}

static const struct {
    const char *name;
    function call;
} CALLS[] = {
    {"brittle_even", brittle_even},
    {"brittle_unguarded", brittle_unguarded},
    {"brittle_unguarded_pending", brittle_unguarded_pending},
    {"brittle_or_abort", brittle_or_abort},
    {"brittle_exit", brittle_exit},
    {"segfault", segfault},
    {"abort_in_callback", abort_in_callback},
    {"exit_in_callback", exit_in_callback},
    {"signal_in_callback", signal_in_callback},
    {"recurse", recurse},
    {"abort_in_rust", abort_in_rust},
    {"exhaust_memory", exhaust_memory},
    {"forever", forever},
};

static void at_exit(void) {
    printf("atexit\n");
    fflush(stdout);
}

int main(int argc, char **argv) {
    if (argc != 3 || atexit(at_exit) != 0) {
        return 2;
    }
    for (size_t i = 0; i < sizeof CALLS / sizeof CALLS[0]; i++) {
        if (strcmp(CALLS[i].name, argv[1]) == 0) {
            int32_t value = (int32_t)strtol(argv[2], NULL, 10);
            int32_t result = CALLS[i].call(value);
            printf("%s(%ld) = %ld\n", argv[1], (long)value, (long)result);
            fflush(stdout);
            return 0;
        }
    }
    return 2;
}
