/* Guarded calls of the fixture `track` on stacks other than the thread's own; no call may be reported as abandoned.
 *
 * Needs Unix: `mmap` and `makecontext`. */
#define _GNU_SOURCE

#include "track.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { STACK = 1 << 17, FIBRES = 16, ROUNDS = 200 };

struct fibre {
    ucontext_t context;
    ucontext_t *back;
    long sum;
    int done;
};

static struct fibre fibres[FIBRES];
/* The fibre that runs on this thread. */
static _Thread_local struct fibre *running;
static int single;

/* Fibres may resume on another thread, so the address of a thread-local must not be kept across a switch. */
__attribute__((noinline)) static struct fibre *current(void) {
    __asm__ volatile("");
    return running;
}

static int32_t yield(int32_t value) {
    struct fibre *fibre = current();
    swapcontext(&fibre->context, fibre->back);
    return value;
}

static int32_t yield_deeper(int32_t value) {
    return value > 0 ? track_call(yield_deeper, value - 2) + 2 : yield(value);
}

static void work(void) {
    for (int32_t i = 0; i < ROUNDS; i++) {
        int32_t depth = i % 7 * 2;
        current()->sum += track_call(yield_deeper, depth) == depth;
    }
    current()->done = 1;
    /* Never returns: a finished context would jump to its first resumer or end the thread. */
    yield(0);
}

static void start(struct fibre *fibre, void *stack) {
    memset(fibre, 0, sizeof *fibre);
    getcontext(&fibre->context);
    fibre->context.uc_stack.ss_sp = stack;
    fibre->context.uc_stack.ss_size = STACK;
    makecontext(&fibre->context, work, 0);
}

/* Runs a fibre until it yields or ends. */
static void resume(struct fibre *fibre) {
    ucontext_t here;
    running = fibre;
    fibre->back = &here;
    swapcontext(&here, &fibre->context);
}

/* Resumes fibres from inside a guarded call on the thread's own stack. */
static int32_t resume_in_a_call(int32_t value) {
    resume(&fibres[value / 2]);
    return value;
}

static int nothing_is_reported(void) {
    for (size_t i = 0; i < FIBRES; i++) {
        CHECK(fibres[i].done && fibres[i].sum == ROUNDS);
    }
    CHECK(track_even(4) == 4);
    CHECK(track_held() == 0);
    CHECK(reports == 0 && others == 0);
    printf("nothing is reported\n");
    return 0;
}

/* Fibres end neither in creation order nor in reverse order. The numbers come from a fixed sequence. */
static void run_mixed(void) {
    uint32_t random = 1;
    for (long left = (long)FIBRES * (ROUNDS + 1); left > 0;) {
        random = random * 1664525 + 1013904223;
        int32_t chosen = (int32_t)(random >> 16) % FIBRES;
        if (fibres[chosen].done) {
            continue;
        }
        if (random % 3 == 0) {
            resume(&fibres[chosen]);
        } else {
            track_call(resume_in_a_call, chosen * 2);
        }
        left--;
    }
}

static int on_stacks_of(void *(*allocate)(void)) {
    void *stacks[FIBRES];
    start_tally(&single);
    for (size_t i = 0; i < FIBRES; i++) {
        stacks[i] = allocate();
        CHECK(stacks[i] != NULL);
        start(&fibres[i], stacks[i]);
    }
    run_mixed();
    return nothing_is_reported();
}

static void *from_heap(void) {
    return malloc(STACK);
}

static void *from_mmap(void) {
    void *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return stack == MAP_FAILED ? NULL : stack;
}

static int heap_stacks(void) {
    return on_stacks_of(from_heap);
}

static int mmap_stacks(void) {
    return on_stacks_of(from_mmap);
}

/* Two threads take turns resuming all fibres, so that each call starts on one thread and ends on the other. */
static pthread_barrier_t turn;

static void *take_turns(void *argument) {
    int me = argument != NULL;
    for (int round = 0; round <= ROUNDS; round++) {
        if (round % 2 == me) {
            for (int32_t i = 0; i < FIBRES; i++) {
                track_call(resume_in_a_call, i * 2);
            }
        }
        pthread_barrier_wait(&turn);
    }
    return track_even(4) == 4 ? &turn : NULL;
}

static int migrating(void) {
    pthread_t threads[2];
    start_tally(&single);
    for (size_t i = 0; i < FIBRES; i++) {
        start(&fibres[i], i % 2 == 0 ? from_heap() : from_mmap());
    }
    CHECK(pthread_barrier_init(&turn, NULL, 2) == 0);
    for (size_t i = 0; i < 2; i++) {
        CHECK(pthread_create(&threads[i], NULL, take_turns, i == 0 ? NULL : &single) == 0);
    }
    for (size_t i = 0; i < 2; i++) {
        void *result = NULL;
        CHECK(pthread_join(threads[i], &result) == 0 && result == &turn);
    }
    return nothing_is_reported();
}

/* Fibre stacks carved from the thread's own stack, which the guard cannot distinguish from it. The calls of a
 * suspended fibre are reported as abandoned when another fibre at a higher address makes a call. The calls
 * themselves still work. */
static int carved(void) {
    static char *stacks[2];
    char buffer[2 * STACK];
    start_tally(&single);
    for (size_t i = 0; i < 2; i++) {
        stacks[i] = buffer + i * STACK;
        start(&fibres[i], stacks[i]);
    }
    resume(&fibres[0]);
    CHECK(reports == 0);
    resume(&fibres[1]);
    CHECK(reports == 1 && abandoned == 1);
    while (!fibres[0].done || !fibres[1].done) {
        for (size_t i = 0; i < 2; i++) {
            if (!fibres[i].done) {
                resume(&fibres[i]);
            }
        }
    }
    CHECK(fibres[0].sum == ROUNDS && fibres[1].sum == ROUNDS);
    CHECK(others == 0 && track_held() == 0);
    CHECK(track_last_error(NULL) == FFI_GUARD_NONE);
    printf("%ld false reports of %ld calls\n", (long)reports, (long)abandoned);
    return 0;
}

static const struct test TESTS[] = {
    {"heap_stacks", heap_stacks},
    {"mmap_stacks", mmap_stacks},
    {"migrating", migrating},
    {"carved", carved},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
