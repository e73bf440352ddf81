/* A signal handler makes guarded calls of the fixture `track` after each single instruction of a guarded call. The
 * processor's trap flag raises SIGTRAP after every instruction, and the handler acts after the chosen one. A report
 * takes thousands of instructions after the list is already consistent; only some of those are tested.
 *
 * Needs Unix: the trap flag and `sigaction`. */
#define _GNU_SOURCE

#include "track.h"

#include <setjmp.h>
#include <signal.h>
#include <ucontext.h>

enum { TRAP_FLAG = 0x100, EACH = 400, STRIDE = 37, LEVELS = 100 };

static jmp_buf target;
static volatile long step;
/* The instruction after which the handler makes its calls. */
static volatile long chosen;
static volatile int wrong;

static int32_t same(int32_t value) {
    return value;
}

static int32_t nest(int32_t levels) {
    return levels > 0 ? track_call(nest, levels - 2) + 2 : 0;
}

static int32_t jump(int32_t value) {
    (void)value;
    longjmp(target, 1);
}

static void abandon(void) {
    if (setjmp(target) == 0) {
        track_call(jump, 2);
    }
}

static int32_t nest_and_jump(int32_t levels) {
    return track_call(levels > 1 ? nest_and_jump : jump, levels - 1);
}

/* Enough calls that the innermost ones lie below the handler's frame. */
static void abandon_many(void) {
    if (setjmp(target) == 0) {
        nest_and_jump(LEVELS);
    }
}

static int32_t abandon_inside(int32_t value) {
    abandon();
    return value;
}

static void trapped(int number, siginfo_t *info, void *context) {
    (void)number;
    (void)info;
    if (++step == chosen) {
        ((ucontext_t *)context)->uc_mcontext.gregs[REG_EFL] &= ~(greg_t)TRAP_FLAG;
        wrong += track_call(nest, 4) != 4;
    }
}

/* Moves the stack pointer below the red zone, which the compiler may use across this assembly. */
#define SET_FLAGS(operation)                                                                  \
    __asm__ volatile("lea -128(%%rsp), %%rsp\n\tpushfq\n\t" operation "\n\tpopfq\n\tlea 128(%%rsp), %%rsp" \
                     ::: "memory", "cc")

static int32_t stepped(track_function f) {
    step = 0;
    SET_FLAGS("orq $0x100, (%%rsp)");
    int32_t result = track_call(f, 4);
    SET_FLAGS("andq $~0x100, (%%rsp)");
    return result;
}

/* The call of `f`, or the handler's call, detects `expected` abandoned calls, whenever the signal arrives. */
static int after_each_instruction(void (*before)(void), track_function f, long expected) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = trapped;
    action.sa_flags = SA_SIGINFO;
    CHECK(sigaction(SIGTRAP, &action, NULL) == 0);
    CHECK(track_call(nest, 4) == 4);
    start_tally(NULL);
    for (chosen = 1;; chosen += chosen < EACH ? 1 : STRIDE) {
        long found = abandoned;
        before();
        CHECK(stepped(f) == 4);
        CHECK(wrong == 0 && others == 0);
        if (track_even(4) != 4 || abandoned - found != expected) {
            printf("after instruction %ld: %ld found, not %ld\n", chosen, (long)abandoned - found, expected);
            return __LINE__;
        }
        if (step < chosen) {
            break;
        }
    }
    printf("%ld instructions\n", step);
    return 0;
}

static void nothing(void) {
}

/* A nested call; neither call detects anything. */
static int of_calls(void) {
    return after_each_instruction(nothing, nest, 0);
}

/* The call detects the abandoned calls when it starts. */
static int of_a_find_at_the_begin(void) {
    return after_each_instruction(abandon_many, same, LEVELS);
}

/* The call detects an abandoned call when it ends. */
static int of_a_find_at_the_end(void) {
    return after_each_instruction(nothing, abandon_inside, 1);
}

static const struct test TESTS[] = {
    {"of_calls", of_calls},
    {"of_a_find_at_the_begin", of_a_find_at_the_begin},
    {"of_a_find_at_the_end", of_a_find_at_the_end},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
