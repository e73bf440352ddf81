// Guarded calls in destructors of C++ objects, at the end of a thread and of the process.
#include "failing.h"
#include "runner.h"

#include <cstdlib>
#include <thread>

namespace {

struct Fails {
    const char *phase;
    explicit Fails(const char *name) : phase(name) {}
    Fails(const Fails &) = delete;
    Fails &operator=(const Fails &) = delete;
    ~Fails() { fail_in(phase); }
};

int touch(const char *name) {
    thread_local Fails fails(name);
    return fails.phase == name ? 0 : __LINE__;
}

int on_another_thread() {
    int line = __LINE__;
    std::thread([&line] { line = touch("on_another_thread"); }).join();
    return line;
}

int on_another_thread_warm() {
    int line = __LINE__;
    std::thread([&line] {
        line = fails_as_it_should();
        line = line == 0 ? touch("on_another_thread_warm") : line;
    }).join();
    return line;
}

int on_main() {
    return touch("on_main");
}

int static_object() {
    static Fails fails("static_object");
    return fails_as_it_should();
}

const test TESTS[] = {
    {"on_another_thread", on_another_thread},
    {"on_another_thread_warm", on_another_thread_warm},
    {"on_main", on_main},
    {"static_object", static_object},
    {nullptr, nullptr},
};

}  // namespace

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
