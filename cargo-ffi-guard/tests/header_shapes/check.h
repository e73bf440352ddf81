/* Checks for the programs of the shapes, in C and in C++. */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>

static int failures = 0;

/* Prints the condition if it does not hold. */
#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            printf("line %d: %s\n", __LINE__, #condition); \
            failures++; \
        } \
    } while (0)

#endif
