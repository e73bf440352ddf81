/* Calls every function of every subject without a panic. Each has its own loop, named like `measure_divide_bare`.
 * `calls count` calls each function 100 times below `counted`, for callgrind. `calls time ROUNDS` prints nanoseconds per
 * call, one sample per line, with the subjects interleaved.
 *
 * With `BY_DLOPEN` the library of that path is loaded, otherwise it is linked. */
#define _POSIX_C_SOURCE 200809L
#include "subjects.h"
#include "clock.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef BY_DLOPEN
#include <dlfcn.h>
#endif

enum { WARM_UP = 10, CALLS = 100 };

static volatile uint64_t sink;
/* Not if all subjects are plain. */
__attribute__((unused)) static status reported;
static int64_t result;
static const char words[] = "a text of forty bytes, as names may be..";

#ifdef BY_DLOPEN
#define DECLARE(s, f, symbol, type, parameters, arguments, use) static type(*s##_##f) parameters;
#else
#define DECLARE(s, f, symbol, type, parameters, arguments, use) extern type s##_##f parameters __asm__(symbol);
#endif

#define LOOP(s, f, symbol, type, parameters, arguments, use)                                           \
    __attribute__((noinline)) static void measure_##f##_##s(int calls) {                                \
        for (int i = 0; i < calls; i++) {                                                              \
            sink = use(s##_##f arguments);                                                             \
        }                                                                                              \
    }

#define EACH(s, f, symbol, type, parameters, arguments, use)                                           \
    DECLARE(s, f, symbol, type, parameters, arguments, use)                                            \
    LOOP(s, f, symbol, type, parameters, arguments, use)

#define PLAIN(s) PLAIN_RETURNING(EACH, s)
#define STATUS(s) STATUS_RETURNING(EACH, s)
#define CXX(s) CXX_RETURNING(EACH, s)
SUBJECTS(PLAIN, STATUS, CXX)
#undef PLAIN
#undef STATUS
#undef CXX

typedef struct loop {
    const char *function;
    const char *subject;
    void (*run)(int calls);
#ifdef BY_DLOPEN
    const char *symbol;
    void *place;
#endif
} loop;

#ifdef BY_DLOPEN
#define ENTRY(s, f, symbol, type, parameters, arguments, use) {#f, #s, measure_##f##_##s, symbol, &s##_##f},
#else
#define ENTRY(s, f, symbol, type, parameters, arguments, use) {#f, #s, measure_##f##_##s},
#endif

#define PLAIN(s) PLAIN_RETURNING(ENTRY, s)
#define STATUS(s) STATUS_RETURNING(ENTRY, s)
#define CXX(s) CXX_RETURNING(ENTRY, s)
static const loop loops[] = {SUBJECTS(PLAIN, STATUS, CXX)};
enum { LOOPS = sizeof loops / sizeof *loops };

#ifdef BY_DLOPEN
static void load(void) {
    void *library = dlopen(BY_DLOPEN, RTLD_NOW);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(1);
    }
    for (int i = 0; i < LOOPS; i++) {
        void *address = dlsym(library, loops[i].symbol);
        if (address == NULL) {
            fprintf(stderr, "%s\n", dlerror());
            exit(1);
        }
        memcpy(loops[i].place, &address, sizeof address);
    }
}
#else
static void load(void) {}
#endif

__attribute__((noinline)) static void counted(void) {
    for (int i = 0; i < LOOPS; i++) {
        loops[i].run(CALLS);
    }
}

/* A sample takes a few hundred microseconds. */
static int calls_of_sample(const char *function) {
    if (strcmp(function, "work") == 0) {
        return 300;
    }
    return strcmp(function, "text") == 0 ? 30000 : 100000;
}

/* Each round begins with another subject, so that no subject always follows the slowest one. */
static void timed(int rounds) {
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < LOOPS; i++) {
            const loop *loop = &loops[(i + round * 7) % LOOPS];
            int calls = calls_of_sample(loop->function);
            loop->run(calls / 100);
            double begin = now_ns();
            loop->run(calls);
            printf("%s %s %.4f\n", loop->function, loop->subject, (now_ns() - begin) / calls);
        }
    }
}

int main(int argc, char **argv) {
    load();
    for (int i = 0; i < LOOPS; i++) {
        loops[i].run(WARM_UP);
    }
    if (argc == 3 && strcmp(argv[1], "time") == 0) {
        timed(atoi(argv[2]));
    } else {
        counted();
    }
    return 0;
}
