/* Guarded calls at the end of a thread and of the process: `teardown PHASE`. The handlers of phases named `..._warm`
 * run on a thread that has failed before; the others run on a thread that has not used the library. */
#define _POSIX_C_SOURCE 200809L

#include "failing.h"
#include "runner.h"

#include <pthread.h>
#include <stdlib.h>

static pthread_key_t key;
static const char *phase_of_destructor;

static void at_key(void *data) {
    fail_in((const char *)data);
}

static void at_exit(void) {
    fail_in("atexit");
}

static void at_exit_warm(void) {
    fail_in("atexit_warm");
}

__attribute__((destructor)) static void at_destructor(void) {
    if (phase_of_destructor != NULL) {
        fail_in(phase_of_destructor);
    }
}

static void *set_key(void *phase) {
    if (strstr((const char *)phase, "warm") != NULL && fails_as_it_should() != 0) {
        return NULL;
    }
    return pthread_setspecific(key, phase) == 0 ? phase : NULL;
}

static int key_on_another_thread(void *phase) {
    pthread_t thread;
    void *set = NULL;
    CHECK(pthread_key_create(&key, at_key) == 0);
    CHECK(pthread_create(&thread, NULL, set_key, phase) == 0);
    CHECK(pthread_join(thread, &set) == 0);
    CHECK(set == phase);
    return 0;
}

static int key_on_another_thread_cold(void) { return key_on_another_thread("key_on_another_thread"); }
static int key_on_another_thread_warm(void) { return key_on_another_thread("key_on_another_thread_warm"); }

/* Key destructors of the main thread run only if the thread ends before the process. */
static int key_on_main(void) {
    CHECK(pthread_key_create(&key, at_key) == 0);
    CHECK(set_key("key_on_main") != NULL);
    pthread_exit(NULL);
    return __LINE__;
}

static int key_on_main_warm(void) {
    CHECK(pthread_key_create(&key, at_key) == 0);
    CHECK(set_key("key_on_main_warm") != NULL);
    pthread_exit(NULL);
    return __LINE__;
}

static int atexit_cold(void) {
    CHECK(atexit(at_exit) == 0);
    return 0;
}

static int atexit_warm(void) {
    CHECK(atexit(at_exit_warm) == 0);
    CHECK_PASSES(fails_as_it_should());
    return 0;
}

static int destructor_cold(void) {
    phase_of_destructor = "destructor";
    return 0;
}

static int destructor_warm(void) {
    phase_of_destructor = "destructor_warm";
    CHECK_PASSES(fails_as_it_should());
    return 0;
}

static void *exit_here(void *unused) {
    exit(unused == NULL ? 0 : 1);
}

/* The handlers run on the thread that called exit. */
static int exit_on_another_thread(void) {
    pthread_t thread;
    phase_of_destructor = "destructor";
    CHECK(atexit(at_exit) == 0);
    CHECK(pthread_create(&thread, NULL, exit_here, NULL) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
    return __LINE__;
}

static const struct test TESTS[] = {
    {"key_on_another_thread", key_on_another_thread_cold},
    {"key_on_another_thread_warm", key_on_another_thread_warm},
    {"key_on_main", key_on_main},
    {"key_on_main_warm", key_on_main_warm},
    {"atexit", atexit_cold},
    {"atexit_warm", atexit_warm},
    {"destructor", destructor_cold},
    {"destructor_warm", destructor_warm},
    {"exit_on_another_thread", exit_on_another_thread},
    {NULL, NULL},
};

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
