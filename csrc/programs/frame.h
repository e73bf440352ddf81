/* A frame between the main function of outermost.c and Rust. */
#ifndef FRAME_H
#define FRAME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t (*function)(int32_t);

/* Returns f(value). */
int32_t frame(function f, int32_t value);

#ifdef __cplusplus
}
#endif

#endif
