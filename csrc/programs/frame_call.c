/* The frame in C, which cannot catch anything. */
#include "frame.h"

int32_t frame(function f, int32_t value) {
    return f(value);
}
