/* The C caller of the demo: it calls, sees the fallback, and asks what went wrong. */
#ifndef CALLER_H
#define CALLER_H

#include "csrc.h"

/* What a call returned, and what the library `demo` then said of this thread's last error. */
typedef struct csrc_answer {
    int32_t returned;
    uint32_t line; /* 0 where the place is not known */
    char function[64];
    char message[128];
    char file[256];
} csrc_answer;

/* A struct that the callee owns; releasing one with a negative number is an error. */
typedef struct csrc_resource {
    int32_t number;
} csrc_resource;

typedef int32_t (*csrc_taker)(csrc_resource);

void csrc_ask(csrc_function f, int32_t value, csrc_answer *out);
void csrc_visit(csrc_function f, int32_t count, csrc_answer *out);
void csrc_give(csrc_taker f, int32_t number, csrc_answer *out);
int32_t csrc_ask_at_exit(csrc_function f, int32_t value, void (*pending)(void));

#endif
