/* Calls that panic.
 *
 * `failures once SUBJECT FUNCTION ARGUMENT` makes one call, and prints what it returns.
 * `failures time ROUNDS SUBJECT..` prints microseconds per call, one sample per line, with the subjects interleaved. */
#define _POSIX_C_SOURCE 200809L
#include "failures.h"
#include "clock.h"

enum { CALLS = 400 };

typedef int32_t (*failing)(int32_t argument);

static failing function_of(const subject *subject, const char *name) {
    switch (name[0]) {
    case 'p':
        return subject->payload;
    case 'd':
        return subject->deep;
    case 'n':
        return subject->nested;
    default:
        return subject->bomb;
    }
}

/* Panic hooks of subjects without a hook of their own: `RECORDS` sets one that records the place, `OWN` a silent one. */
enum { RECORDS = -1, OWN = -2 };

typedef struct condition {
    const char *name;
    const char *function;
    int32_t argument;
    int hook;
} condition;

static const condition conditions[] = {
    {"silent", "payload", 1, SILENT},
    {"recorded", "payload", 1, RECORDS},
    {"formatted", "payload", 2, RECORDS},
    {"nested", "nested", 1, OWN},
    {"frames-10", "deep", 10, OWN},
    {"frames-50", "deep", 50, OWN},
};
enum { CONDITIONS = sizeof conditions / sizeof *conditions };

static int hook_of(const condition *condition, const subject *subject) {
    if (condition->hook >= 0) {
        return condition->hook;
    }
    int own = own_hook(subject);
    return condition->hook == RECORDS && own == SILENT ? REMEMBERING : own;
}

static void sample(const condition *condition, const subject *subject) {
    failing function = function_of(subject, condition->function);
    bench_hook(hook_of(condition, subject));
    for (int i = 0; i < CALLS / 20; i++) {
        function(condition->argument);
    }
    double begin = now_ns();
    for (int i = 0; i < CALLS; i++) {
        function(condition->argument);
    }
    double us = (now_ns() - begin) / CALLS / 1000;
    printf("%s %s %.4f\n", condition->name, subject->name, us);
}

static void timed(int rounds, char **names, int count) {
    for (int round = 0; round < rounds; round++) {
        for (int c = 0; c < CONDITIONS; c++) {
            for (int i = 0; i < count; i++) {
                sample(&conditions[c], find(names[(i + round) % count]));
            }
        }
    }
}

int main(int argc, char **argv) {
    if (argc == 5 && strcmp(argv[1], "once") == 0) {
        const subject *subject = find(argv[2]);
        bench_hook(own_hook(subject));
        printf("returned %d\n", (int)function_of(subject, argv[3])((int32_t)atoi(argv[4])));
    } else if (argc > 3 && strcmp(argv[1], "time") == 0) {
        timed(atoi(argv[2]), argv + 3, argc - 3);
    } else {
        fprintf(stderr, "once SUBJECT FUNCTION ARGUMENT, or time ROUNDS SUBJECT..\n");
        return 1;
    }
    return 0;
}
