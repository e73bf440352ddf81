/* Calls a callback of the closures fixture 100 times, as a plain function and as each kind of closure. Each kind has
 * its own loop, such as `measure_exclusive`. The loops are identical, so their instruction counts compare the kinds. */
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

/* The warm-up, which initializes thread-locals, is outside the function that is counted. Each loop has its own sink;
 * otherwise the compiler would merge the identical functions. */
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
