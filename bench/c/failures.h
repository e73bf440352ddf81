/* The functions that panic, with one signature. Each frees what a failed call has allocated, as a caller must. */
#ifndef FAILURES_H
#define FAILURES_H

#include "subjects.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void bench_hook(int32_t which);
extern int64_t bench_payloads(void);

enum { SILENT = 0, LOADED = 1, REMEMBERING = 2 };

typedef struct subject {
    const char *name;
    int32_t (*payload)(int32_t argument);
    int32_t (*deep)(int32_t argument);
    int32_t (*nested)(int32_t argument);
    int32_t (*bomb)(int32_t argument);
} subject;

#define DECLARE(s, f, symbol, type, parameters, arguments, use) extern type s##_##f parameters __asm__(symbol);

#define CALL_PLAIN(s, f, symbol, type, parameters, arguments, use)                                      \
    DECLARE(s, f, symbol, type, parameters, arguments, use)                                            \
    static int32_t call_##s##_##f(int32_t argument) {                                                  \
        return s##_##f arguments;                                                                      \
    }

#define CALL_STATUS(s, f, symbol, type, parameters, arguments, use)                                     \
    DECLARE(s, f, symbol, type, parameters, arguments, use)                                            \
    static int32_t call_##s##_##f(int32_t argument) {                                                  \
        status failure = {0};                                                                          \
        int32_t value = s##_##f arguments;                                                             \
        if (failure.code != 0) {                                                                       \
            s##_discard(&failure);                                                                     \
            return -1;                                                                                 \
        }                                                                                              \
        return value;                                                                                  \
    }

#define PLAIN(s) PLAIN_FAILING(CALL_PLAIN, s)
#define STATUS(s)                                                                                      \
    extern void s##_discard(status *);                                                                 \
    STATUS_FAILING(CALL_STATUS, s)
#define CXX(s) CXX_FAILING(CALL_PLAIN, s)
SUBJECTS(PLAIN, STATUS, CXX)
#undef PLAIN
#undef STATUS
#undef CXX

#define ROW(s) {#s, call_##s##_payload, call_##s##_deep, call_##s##_nested, call_##s##_bomb},
static const subject subjects[] = {SUBJECTS(ROW, ROW, ROW)};
enum { SUBJECT_COUNT = sizeof subjects / sizeof *subjects };

static const subject *find(const char *name) {
    for (int i = 0; i < SUBJECT_COUNT; i++) {
        if (strcmp(subjects[i].name, name) == 0) {
            return &subjects[i];
        }
    }
    fprintf(stderr, "no subject is named %s\n", name);
    exit(1);
}

/* With its own hook, ffi-guard records the place. */
static int own_hook(const subject *subject) {
    return strncmp(subject->name, "guard", 5) == 0 ? LOADED : SILENT;
}

#endif
