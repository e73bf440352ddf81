/* Declares the library `toolbox` (tests/fixtures/toolbox), as its author would. */
#ifndef TOOLBOX_H
#define TOOLBOX_H

#include "ffi_guard.h"

#include <stdbool.h>

FFI_GUARD_DECLARE(toolbox);

typedef struct toolbox_point {
    double x;
    double y;
} toolbox_point;

typedef struct toolbox_block {
    int64_t words[8];
} toolbox_block_t;

typedef struct toolbox_panics_on_drop {
    int32_t value;
} toolbox_panics_on_drop;

typedef enum toolbox_status_t { TOOLBOX_FINE = 0, TOOLBOX_BROKEN = 90 } toolbox_status_t;

typedef int32_t (*toolbox_function)(int32_t value);

int32_t toolbox_c_form(int32_t value);
int32_t toolbox_exported(int32_t value);
toolbox_point toolbox_point_add(toolbox_point a, toolbox_point b);
int32_t toolbox_renamed(int32_t value);
int32_t match(int32_t value);
int32_t toolbox_system(int32_t value);
void toolbox_void(int32_t value);
int64_t toolbox_wide(int64_t value);
uint8_t toolbox_small(uint8_t a, int8_t b, uint16_t c, int16_t d);
double toolbox_root(double value);
bool toolbox_is_small(int32_t value);
const int32_t *toolbox_same(const int32_t *pointer, int32_t value);
toolbox_function toolbox_choose(int32_t value);
int32_t toolbox_call(toolbox_function f, int32_t value);
toolbox_status_t toolbox_status(int32_t value);
toolbox_block_t toolbox_block(toolbox_block_t block);
int32_t toolbox_explain(int32_t value);
int32_t toolbox_out(int32_t value, int32_t *out);
int32_t toolbox_patterns(toolbox_point point, toolbox_panics_on_drop dropped);

int32_t toolbox_fail_nul(void);
int32_t toolbox_fail_long(size_t offset, size_t count);
int32_t toolbox_fail_empty(void);
int32_t toolbox_fail_any(void);
int32_t toolbox_fail_unseen(void);
uint32_t toolbox_here(void);
int32_t toolbox_fail_here(int32_t value);

#endif
