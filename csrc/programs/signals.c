/* Guarded calls of the fixture `track` in signal handlers, across a fork, and in large numbers. No call may be
 * reported as abandoned unless a handler jumps.
 *
 * Needs Unix: signals and `fork`. */
#define _GNU_SOURCE

#include "track.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIGNALS = 5000, CALLS = 2000000 };

static volatile sig_atomic_t handled;
static volatile sig_atomic_t wrong;
static sigjmp_buf target;
static int single;

static int32_t same(int32_t value) {
    return value;
}

static int32_t nest(int32_t levels) {
    return levels > 0 ? track_call(nest, levels - 2) + 2 : 0;
}

static void call_guarded(int number) {
    (void)number;
    handled++;
    if (track_call(nest, 4) != 4 || track_call_deferred(same, 2) != 2) {
        wrong++;
    }
}

static void jump(int number) {
    (void)number;
    siglongjmp(target, 1);
}

static int on_signal(int number, void (*handler)(int), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    return sigaction(number, &action, NULL);
}

static int32_t raise_here(int32_t value) {
    raise(SIGUSR1);
    return value;
}

static int nothing_is_reported(void) {
    CHECK(wrong == 0);
    CHECK(track_even(4) == 4);
    CHECK(track_held() == 0);
    CHECK(reports == 0 && others == 0);
    return 0;
}

static int say_so(void) {
    CHECK_PASSES(nothing_is_reported());
    printf("nothing is reported\n");
    return 0;
}

/* The handler runs on an alternate stack, above or below the thread's stack. */
static int alternate_stack(void) {
    void *buffer = malloc(1 << 16);
    stack_t stack = {.ss_sp = buffer, .ss_size = 1 << 16};
    start_tally(&single);
    CHECK(buffer != NULL && sigaltstack(&stack, NULL) == 0);
    CHECK(on_signal(SIGUSR1, call_guarded, SA_ONSTACK) == 0);
    for (int i = 0; i < 1000; i++) {
        CHECK(track_call(raise_here, 2) == 2);
        CHECK(raise_here(i) == i);
    }
    CHECK(handled == 2000);
    stack.ss_flags = SS_DISABLE;
    CHECK(sigaltstack(&stack, NULL) == 0);
    free(buffer);
    return say_so();
}

static volatile sig_atomic_t running;

/* Sends each signal only after the previous one has been handled, so that none is lost. */
static void *send_signals(void *argument) {
    pthread_t receiver = *(pthread_t *)argument;
    for (int i = 0; i < SIGNALS; i++) {
        sig_atomic_t before = handled;
        pthread_kill(receiver, SIGUSR1);
        while (handled == before) {
            sched_yield();
        }
    }
    running = 0;
    return argument;
}

/* Signals from another thread arrive at any instruction, including instructions of the guard. */
static int storm(void) {
    pthread_t sender;
    pthread_t receiver = pthread_self();
    start_tally(&single);
    CHECK(on_signal(SIGUSR1, call_guarded, 0) == 0);
    running = 1;
    CHECK(pthread_create(&sender, NULL, send_signals, &receiver) == 0);
    while (running) {
        CHECK(track_call(nest, 6) == 6);
        CHECK(track_even(2) == 2);
    }
    CHECK(pthread_join(sender, NULL) == 0);
    CHECK(handled == SIGNALS);
    return say_so();
}

static int32_t jump_back(int32_t value) {
    (void)value;
    siglongjmp(target, 1);
}

/* Jumps while signals arrive. Either the next call or a call of the handler detects the abandoned call, never both.
 * The error callback only updates the tally, because a handler may call it. */
static int storm_over_jumps(void) {
    pthread_t sender;
    pthread_t receiver = pthread_self();
    volatile long jumps = 0;
    start_tally(NULL);
    CHECK(on_signal(SIGUSR1, call_guarded, 0) == 0);
    running = 1;
    CHECK(pthread_create(&sender, NULL, send_signals, &receiver) == 0);
    while (running) {
        if (sigsetjmp(target, 0) == 0) {
            track_call(jump_back, 2);
        }
        jumps++;
        if (jumps % 3 == 0) {
            CHECK(track_call(nest, 6) == 6);
        }
    }
    CHECK(pthread_join(sender, NULL) == 0);
    CHECK(track_even(4) == 4);
    CHECK(handled == SIGNALS && wrong == 0 && others == 0);
    CHECK(abandoned == jumps && track_held() == jumps);
    return 0;
}

/* A handler that jumps out of a call abandons it, like any other jump. */
static int jump_out_of_a_handler(void) {
    start_tally(&single);
    CHECK(on_signal(SIGUSR1, jump, 0) == 0);
    for (volatile int i = 0; i < 100; i++) {
        if (sigsetjmp(target, 1) == 0) {
            track_call(raise_here, 2);
            return __LINE__;
        }
    }
    CHECK(track_call(same, 2) == 2);
    CHECK(reports == 100 && abandoned == 100 && others == 0);
    CHECK(track_held() == 100);
    return 0;
}

static pid_t forked;

static int32_t fork_here(int32_t value) {
    forked = fork();
    return value;
}

static int in_a_child(void) {
    int status = 0;
    start_tally(&single);
    CHECK(track_call(fork_here, 2) == 2);
    CHECK(forked >= 0);
    CHECK_PASSES(nothing_is_reported());
    /* Each of the two finds one abandoned call. */
    if (sigsetjmp(target, 1) == 0) {
        CHECK(on_signal(SIGUSR1, jump, 0) == 0);
        track_call(raise_here, 2);
        return __LINE__;
    }
    CHECK(track_even(2) == 2);
    CHECK(reports == 1 && abandoned == 1 && others == 0);
    if (forked == 0) {
        _exit(0);
    }
    CHECK(waitpid(forked, &status, 0) == forked);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    printf("nothing is reported\n");
    return 0;
}

/* The child exits here, whatever it has found. */
static int over_a_fork(void) {
    int line = in_a_child();
    if (forked == 0) {
        _exit(1);
    }
    return line;
}

static void *call_often(void *unused) {
    for (int32_t i = 0; i < CALLS / 4; i++) {
        if (track_even(i * 2) != i * 2) {
            return NULL;
        }
    }
    return unused;
}

static int two_million_calls(void) {
    pthread_t threads[4];
    start_tally(&single);
    for (size_t i = 0; i < 4; i++) {
        CHECK(pthread_create(&threads[i], NULL, call_often, &single) == 0);
    }
    for (size_t i = 0; i < 4; i++) {
        void *result = NULL;
        CHECK(pthread_join(threads[i], &result) == 0 && result == &single);
    }
    return say_so();
}

static const struct test TESTS[] = {
    {"alternate_stack", alternate_stack},
    {"storm", storm},
    {"storm_over_jumps", storm_over_jumps},
    {"jump_out_of_a_handler", jump_out_of_a_handler},
    {"over_a_fork", over_a_fork},
    {"two_million_calls", two_million_calls},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
