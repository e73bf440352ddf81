/* The frame in C, which can catch nothing. */
#include "frame.h"

int32_t frame(function f, int32_t value) {
    return f(value);
}
