// The frame in C++, which catches everything it can.
#include "frame.h"

#include <cstdio>

int32_t frame(function f, int32_t value) {
    try {
        return f(value);
    } catch (...) {
        std::printf("caught: `catch (...)` of C++\n");
        std::fflush(stdout);
    }
    return 0;
}
