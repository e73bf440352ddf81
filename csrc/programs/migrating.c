/* A fibre opens a scope on one thread and closes it on another after the first thread has ended. The library is
 * loaded at run time, so the thread-locals of the first thread have been freed with it.
 *
 * Needs Unix: `makecontext`. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

#include "check.h"

typedef int32_t scope(void (*within)(void));

enum { STACK = 1 << 18 };

static scope *migrating_scope;
static ucontext_t fibre, thread;
static int32_t result = -1;

static void suspend(void) {
    swapcontext(&fibre, &thread);
}

static void run(void) {
    result = migrating_scope(suspend);
    setcontext(&thread);
}

static void *begin(void *stack) {
    getcontext(&fibre);
    fibre.uc_stack.ss_sp = stack;
    fibre.uc_stack.ss_size = STACK;
    makecontext(&fibre, run, 0);
    swapcontext(&thread, &fibre);
    return NULL;
}

/* Reuses the memory that the ended thread has freed. */
static void *nothing(void *data) {
    return data;
}

static int on_a_thread(void *(*work)(void *), void *data) {
    pthread_t id;
    CHECK(pthread_create(&id, NULL, work, data) == 0);
    CHECK(pthread_join(id, NULL) == 0);
    return 0;
}

static int closes_on_another_thread(const char *path) {
    void *library = dlopen(path, RTLD_NOW), *stack = malloc(STACK), *symbol;
    CHECK(library != NULL && stack != NULL);
    symbol = dlsym(library, "migrating_scope");
    CHECK(symbol != NULL);
    memcpy(&migrating_scope, &symbol, sizeof symbol);
    CHECK_PASSES(on_a_thread(begin, stack));
    CHECK_PASSES(on_a_thread(nothing, NULL));
    swapcontext(&thread, &fibre);
    CHECK(result == 7);
    free(stack);
    return 0;
}

int main(int count, char **arguments) {
    int line = count == 2 ? closes_on_another_thread(arguments[1]) : __LINE__;
    if (line != 0) {
        fprintf(stderr, "migrating.c:%d\n", line);
    }
    return line != 0;
}
