#include "@prefix@.h"
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace {

struct Free {
    void operator()(@prefix@_counter *counter) const { @prefix@_counter_free(counter); }
};

using Counter = std::unique_ptr<@prefix@_counter, Free>;

std::uint32_t add(const Counter &counter, std::uint32_t number) {
    std::uint32_t sum = 0;
    if (@prefix@_counter_add(counter.get(), number, &sum) != @PREFIX@_OK) {
        throw std::runtime_error(@prefix@_last_error_message());
    }
    return sum;
}

} // namespace

int main() {
    Counter counter(@prefix@_counter_new(5));
    if (!counter || add(counter, 4) != 4) {
        return 1;
    }
    try {
        add(counter, 2);
    } catch (const std::runtime_error &error) {
        std::printf("%s\n", error.what());
        return 0;
    }
    return 1;
}
