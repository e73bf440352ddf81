/* Calls one callback of the closures fixture 100 times, as a bare function and as a closure of each kind. Each
 * kind has a loop of its own, `measure_exclusive`; a count of the instructions under each compares the kinds,
 * because the loops are the same. */
#include <stdint.h>

enum { WARM_UP = 10, CALLS = 100 };

typedef int32_t (*callback)(int32_t, void *);

extern int32_t closures_bare(int32_t value, void *factor);
extern void closures_exclusive(void (*run)(callback, void *));
extern void closures_sequential(void (*run)(callback, void *));
extern void closures_shared(void (*run)(callback, void *));

static inline void loop(callback f, void *data, int calls, volatile int64_t *sink) {
    for (int32_t i = 0; i < calls; i++) {
        *sink += f(i, data);
    }
}

/* The warm-up is not in the function that is counted: thread-locals are made there. Each loop has a sink of its
 * own, or the compiler would make one function of all. */
#define KIND(kind)                                                                                    \
    static volatile int64_t sink_##kind;                                                              \
    __attribute__((noinline)) void measure_##kind(callback f, void *data) {                           \
        loop(f, data, CALLS, &sink_##kind);                                                           \
    }                                                                                                 \
    static void run_##kind(callback f, void *data) {                                                  \
        loop(f, data, WARM_UP, &sink_##kind);                                                         \
        measure_##kind(f, data);                                                                      \
    }

KIND(bare)
KIND(exclusive)
KIND(sequential)
KIND(shared)

int main(void) {
    int32_t factor = 3;
    run_bare(closures_bare, &factor);
    closures_exclusive(run_exclusive);
    closures_sequential(run_sequential);
    closures_shared(run_shared);
    return 0;
}
