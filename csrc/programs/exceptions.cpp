// A C++ exception thrown by a callback reaches a guarded function: `exceptions CASE`. Prints what main observes.
#include "ffi_guard.hpp"

#include <cstdio>
#include <cstring>
#include <stdexcept>

extern "C" {
int32_t brittle_pass(int32_t (*f)(int32_t), int32_t value);
int32_t brittle_receive(int32_t (*f)(int32_t), int32_t value);
}

namespace {

int32_t fail(int32_t value) {
    if (value == 8) {
        throw std::runtime_error("eight");
    }
    return value;
}

int32_t fail_noexcept(int32_t value) noexcept {
    return fail(value);
}

int32_t converted(int32_t value) {
    return ffi_guard::call_or(
        -2, [&] { return fail(value); }, [](const char *what) { std::printf("told: %s\n", what); });
}

int32_t call(const char *name) {
    const struct {
        const char *name;
        int32_t (*guarded)(int32_t (*)(int32_t), int32_t);
        int32_t (*callback)(int32_t);
    } calls[] = {
        {"cannot_unwind", brittle_pass, fail},
        {"may_unwind", brittle_receive, fail},
        {"noexcept", brittle_pass, fail_noexcept},
        {"converted", brittle_pass, converted},
        {"converted_may_unwind", brittle_receive, converted},
    };
    for (const auto &each : calls) {
        if (std::strcmp(each.name, name) == 0) {
            std::printf("returned %d\n", static_cast<int>(each.guarded(each.callback, 6)));
            std::fflush(stdout);
            return each.guarded(each.callback, 8);
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char **argv) {
    if (argc == 3 && std::strcmp(argv[2], "uncaught") == 0) {
        std::printf("returned %d\n", static_cast<int>(call(argv[1])));
        return 0;
    }
    try {
        std::printf("returned %d\n", static_cast<int>(call(argv[1])));
    } catch (const std::exception &exception) {
        std::printf("caught by C++: %s\n", exception.what());
    }
    return 0;
}
