/* Commits the defect that its argument names, in C or in the library `defects`, to prove that a checker reports it. */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int32_t defects_read(const int32_t *number);
void defects_add(int32_t *number);
void defects_lose(void);

/* Volatile, so that the compiler cannot see the defect. */
static int32_t *volatile number;
static volatile int32_t sink;

static void read_in_c(void) {
    sink = *number;
}

static void read_in_rust(void) {
    sink = defects_read(number);
}

static void after_free(void (*read)(void)) {
    number = malloc(sizeof *number);
    if (number != NULL) {
        *number = 1;
        read();
        free(number);
        read();
    }
}

static void lose_in_c(void) {
    number = malloc(40);
    number = NULL;
}

/* Overwrites the registers and stack slots that may still hold the block's address. */
static void forget(void) {
    volatile char space[4096];
    memset((char *)space, 0, sizeof space);
}

static void *add_in_c(void *data) {
    *(int32_t *)data += 1;
    return NULL;
}

static void *add_in_rust(void *data) {
    defects_add(data);
    return NULL;
}

/* The accesses of the two threads are unordered, whichever runs first. */
static void on_two_threads(void *(*add)(void *)) {
    static int32_t shared;
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&threads[i], NULL, add, &shared) != 0) {
            abort();
        }
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
}

int main(int argc, char **argv) {
    const char *defect = argc == 2 ? argv[1] : "";
    if (strcmp(defect, "read_after_free_in_c") == 0) {
        after_free(read_in_c);
    } else if (strcmp(defect, "read_after_free_in_rust") == 0) {
        after_free(read_in_rust);
    } else if (strcmp(defect, "leak_in_c") == 0) {
        lose_in_c();
        forget();
    } else if (strcmp(defect, "leak_in_rust") == 0) {
        defects_lose();
        forget();
    } else if (strcmp(defect, "race_in_c") == 0) {
        on_two_threads(add_in_c);
    } else if (strcmp(defect, "race_in_rust") == 0) {
        on_two_threads(add_in_rust);
    } else if (strcmp(defect, "none") != 0) {
        printf("no defect `%s`\n", defect);
        return 1;
    }
    return 0;
}
