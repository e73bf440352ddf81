/* The C caller of the demo. It calls a function, receives the fallback and reads the last error. */
#ifndef CALLER_H
#define CALLER_H

#include "csrc.h"

/* The result of a call, and this thread's last error of the library `demo` afterwards. */
typedef struct csrc_answer {
    int32_t returned;
    uint32_t line; /* 0 if the location is unknown */
    char function[64];
    char message[128];
    char file[256];
} csrc_answer;

/* A struct that the callee owns. Releasing one with a negative number is an error. */
typedef struct csrc_resource {
    int32_t number;
} csrc_resource;

typedef int32_t (*csrc_taker)(csrc_resource);

void csrc_ask(csrc_function f, int32_t value, csrc_answer *out);
void csrc_visit(csrc_function f, int32_t count, csrc_answer *out);
void csrc_give(csrc_taker f, int32_t number, csrc_answer *out);
int32_t csrc_ask_at_exit(csrc_function f, int32_t value, void (*pending)(void));

#endif
