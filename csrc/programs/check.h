/* A C test is a function that returns 0, or the line number of the check that failed. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

#define CHECK(condition)     \
    do {                     \
        if (!(condition)) {  \
            return __LINE__; \
        }                    \
    } while (0)

/* Returns the line number of a function that is itself a test, if it failed. */
#define CHECK_PASSES(call)             \
    do {                               \
        int check_line = (call);       \
        if (check_line != 0) {         \
            return check_line;         \
        }                              \
    } while (0)

#endif
