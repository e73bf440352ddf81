/* Runs the C tests that the arguments name from a table of tests. Without arguments, prints the names of all tests. */
#ifndef RUNNER_H
#define RUNNER_H

#include "check.h"

struct test {
    const char *name;
    int (*run)(void);
};

/* Prints the line number of a failure, because an exit status has only eight bits. */
static int run_test(const struct test *test, const char *file) {
    int line = test->run();
    if (line == 0) {
        return 0;
    }
    printf("%s:%d: the check of `%s` failed\n", file, line, test->name);
    return 1;
}

/* The table `tests` ends with a NULL name. */
static int run_tests(const struct test *tests, const char *file, int argc, char **argv) {
    int status = 0;
    for (int i = 1; i < argc; i++) {
        const struct test *test = tests;
        while (test->name != NULL && strcmp(test->name, argv[i]) != 0) {
            test++;
        }
        if (test->name == NULL) {
            printf("%s: no test `%s`\n", file, argv[i]);
            status = 1;
        } else {
            status |= run_test(test, file);
        }
    }
    for (const struct test *test = tests; argc == 1 && test->name != NULL; test++) {
        printf("%s\n", test->name);
    }
    return status;
}

#endif
