/* Calls functions of the fixture `track` with and without call tracking, to count their instructions. */
#include <stdint.h>

int32_t track_call(int32_t (*f)(int32_t), int32_t value);
int32_t track_even(int32_t value);
int32_t track_quotient(int32_t a, int32_t b);

enum { WARM_UP = 10, CALLS = 100 };

static volatile int32_t sink;

__attribute__((noinline)) static int32_t same(int32_t value) {
    return value;
}

__attribute__((noinline)) static int32_t even(int32_t value) {
    return track_even(value);
}

/* Calls a function whose signature is unique. */
__attribute__((noinline)) static void measure_alone(int calls) {
    for (int i = 0; i < calls; i++) {
        sink = track_even(4);
    }
}

/* Calls a function that shares its signature with another. */
__attribute__((noinline)) static void measure_shared(int calls) {
    for (int i = 0; i < calls; i++) {
        sink = track_quotient(4, 2);
    }
}

/* A call that calls back into C. */
__attribute__((noinline)) static void measure_outer(int calls) {
    for (int i = 0; i < calls; i++) {
        sink = track_call(same, 4);
    }
}

/* The same call with the first one nested inside. */
__attribute__((noinline)) static void measure_nested(int calls) {
    for (int i = 0; i < calls; i++) {
        sink = track_call(even, 4);
    }
}

__attribute__((noinline)) static void everything(int calls) {
    measure_alone(calls);
    measure_shared(calls);
    measure_outer(calls);
    measure_nested(calls);
}

__attribute__((noinline)) void counted(void);

void counted(void) {
    everything(CALLS);
}

int main(void) {
    everything(WARM_UP);
    counted();
    return 0;
}
