/* Jumps over guarded calls of the fixture `track`, which is built with and without call tracking. */
#define _POSIX_C_SOURCE 200809L

#include "track.h"

#include <pthread.h>
#include <setjmp.h>

enum { THREADS = 8, JUMPS = 10000, LEVELS = 100 };

static _Thread_local jmp_buf target;
static int single;

static int32_t jump(int32_t value) {
    (void)value;
    longjmp(target, 1);
}

static int32_t same(int32_t value) {
    return value;
}

/* Calls itself through the guard, and jumps out of the innermost call. */
static int32_t nest(int32_t levels) {
    return track_call(levels > 1 ? nest : jump, levels - 1);
}

/* Abandons `levels` calls, always at the same depth below the caller. */
static void abandon(int32_t levels) {
    if (setjmp(target) == 0) {
        nest(levels);
    }
}

/* Overwrites the part of the stack that earlier calls have used. */
static void scribble(void) {
    volatile char buffer[1 << 16];
    for (size_t i = 0; i < sizeof buffer; i++) {
        buffer[i] = 'x';
    }
}

/* Without tracking nothing is reported; only the missing destructors show that calls were abandoned. */
static int silent(void) {
    start_tally(&single);
    CHECK(track_call(same, 4) == 4 && track_held() == 0);
    abandon(1);
    CHECK(track_call(same, 4) == 4);
    CHECK(track_held() == 1);
    abandon(LEVELS);
    CHECK(track_call(same, 4) == 4);
    CHECK(track_held() == 1 + LEVELS);
    CHECK(reports == 0 && others == 0);
    CHECK(track_last_error(NULL) == FFI_GUARD_NONE);
    return 0;
}

static int one(void) {
    start_tally(&single);
    abandon(1);
    CHECK(reports == 0);
    CHECK(track_even(4) == 4);
    CHECK(reports == 1 && abandoned == 1 && others == 0);
    CHECK(strcmp(reported_function, "track_call") == 0);
    CHECK(strcmp(reported_message, "1 guarded call was abandoned (longjmp?): no destructor of it has run") == 0);
    CHECK(track_even(4) == 4 && reports == 1);
    CHECK(track_held() == 1);
    return 0;
}

static int hundred(void) {
    start_tally(&single);
    abandon(LEVELS);
    /* Called at the same stack depth as the outermost abandoned call. */
    abandon(1);
    CHECK(reports == 1 && abandoned == LEVELS && others == 0);
    CHECK(strcmp(reported_function, "track_call") == 0);
    CHECK(strncmp(reported_message, "100 guarded calls were abandoned", 32) == 0);
    CHECK(track_call(same, 4) == 4);
    CHECK(abandoned == LEVELS + 1 && track_held() == LEVELS + 1);
    return 0;
}

/* Each call detects the abandoned call before it. */
static void *jump_often(void *unused) {
    for (int i = 0; i < JUMPS; i++) {
        abandon(1);
    }
    return track_even(4) == 4 ? unused : NULL;
}

static int eighty_thousand(void) {
    pthread_t threads[THREADS];
    start_tally(NULL);
    for (size_t i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, jump_often, &single) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *result = NULL;
        CHECK(pthread_join(threads[i], &result) == 0 && result == &single);
    }
    CHECK(abandoned == THREADS * JUMPS);
    CHECK(reports == THREADS * JUMPS && others == 0);
    CHECK(track_held() == THREADS * JUMPS);
    return 0;
}

static int32_t abandon_inside(int32_t levels) {
    abandon(levels);
    return levels;
}

/* The abandoned inner calls are detected when the outer call ends. */
static int under_a_live_call(void) {
    start_tally(&single);
    CHECK(track_call(abandon_inside, LEVELS) == LEVELS);
    CHECK(reports == 1 && abandoned == LEVELS && others == 0);
    CHECK(track_call_deferred(abandon_inside, 2) == 2);
    CHECK(reports == 2 && abandoned == LEVELS + 2);
    CHECK(track_held() == LEVELS + 2);
    return 0;
}

static int32_t abandon_and_go_on(int32_t levels) {
    abandon(levels);
    scribble();
    for (int i = 0; i < 10; i++) {
        if (track_call(same, 4) != 4) {
            return -2;
        }
        abandon(1);
        scribble();
    }
    return levels;
}

/* The number is right even if the records on the stack have been overwritten. */
static int overwritten(void) {
    start_tally(&single);
    for (int i = 1; i <= 10; i++) {
        CHECK(track_call(abandon_and_go_on, LEVELS) == LEVELS);
        CHECK(abandoned == i * (LEVELS + 10));
        abandon(1);
        scribble();
        CHECK(track_even(4) == 4);
        CHECK(abandoned == i * (LEVELS + 10) + 1);
        abandoned--;
    }
    CHECK(others == 0);
    return 0;
}

/* A deeper call also detects the abandoned one, once its record has been overwritten. */
static void call_deeper(void) {
    volatile char buffer[1 << 16];
    for (size_t i = 0; i < sizeof buffer; i++) {
        buffer[i] = 'x';
    }
    track_even(buffer[0] == 'x' ? 4 : 5);
}

static int found_from_below(void) {
    start_tally(&single);
    abandon(1);
    call_deeper();
    CHECK(reports == 1 && abandoned == 1 && others == 0);
    CHECK(strcmp(reported_function, "track_call") == 0);
    return 0;
}

/* An abandoned call is not a failure, so the last error of the thread does not change. */
static int last_error_stays(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    abandon(1);
    CHECK(track_even(4) == 4);
    CHECK(track_last_error(&error) == FFI_GUARD_NONE);
    CHECK(track_even(7) == -1);
    abandon(3);
    CHECK(track_even(4) == 4);
    CHECK(track_last_error(&error) == FFI_GUARD_PANIC);
    CHECK(error.count == 1 && error.code == 0 && strcmp(error.message, "7 is odd") == 0);
    return 0;
}

static int32_t run_twice(track_closure_function closure, void *data) {
    if (setjmp(target) == 0) {
        closure(data, 4);
    }
    return track_even(6);
}

static int closure(void) {
    start_tally(&single);
    CHECK(track_closure(same, run_twice) == 6);
    CHECK(reports == 0);
    CHECK(track_closure(jump, run_twice) == 6);
    CHECK(reports == 1 && abandoned == 1 && others == 0);
    CHECK(strcmp(reported_function, "callback") == 0);
    return 0;
}

/* Observers may make guarded calls, and these may fail. */
static int observers(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    start_tally(&single);
    track_observe();
    for (uint32_t i = 1; i <= 5; i++) {
        abandon(2);
        CHECK(track_call(abandon_inside, 4) == 4);
        CHECK(track_observed() == 6 * i);
        CHECK(reports == 2 * (long)i && abandoned == 6 * (long)i);
        /* Each report causes one failure of the observer; none of the calls themselves has failed. */
        CHECK(others == 2 * (long)i);
        CHECK(track_last_error(NULL) == FFI_GUARD_NONE);
    }
    /* The observer fails again before this call fails. */
    CHECK(track_even(7) == -1);
    CHECK(track_last_error(&error) == FFI_GUARD_PANIC && strcmp(error.message, "7 is odd") == 0);
    CHECK(error.count == 10 + 2);
    return 0;
}

static int32_t abandon_and_be_odd(int32_t value) {
    abandon(2);
    return value;
}

/* The call that detects abandoned calls fails itself. */
static int before_a_failure(void) {
    ffi_guard_error error = FFI_GUARD_ERROR_INIT;
    start_tally(&single);
    track_observe();
    for (uint32_t i = 1; i <= 5; i++) {
        CHECK(track_call(abandon_and_be_odd, 5) == -1);
        CHECK(track_observed() == 2 * i);
        CHECK(reports == (long)i && abandoned == 2 * (long)i);
        CHECK(track_last_error(&error) == FFI_GUARD_PANIC);
        CHECK(strcmp(error.message, "5 is odd") == 0 && strcmp(error.function, "track_call") == 0);
        CHECK(error.line != 0);
    }
    return 0;
}

static const struct test TESTS[] = {
    {"silent", silent},
    {"one", one},
    {"hundred", hundred},
    {"eighty_thousand", eighty_thousand},
    {"under_a_live_call", under_a_live_call},
    {"overwritten", overwritten},
    {"found_from_below", found_from_below},
    {"last_error_stays", last_error_stays},
    {"closure", closure},
    {"observers", observers},
    {"before_a_failure", before_a_failure},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
