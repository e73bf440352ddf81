// What ffi_guard.hpp does with values, exceptions, the end of a thread, and the errors of the library `brittle`.
#include "ffi_guard.hpp"
#include "runner.h"

#include <cstring>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

FFI_GUARD_DECLARE(brittle);

extern "C" int32_t brittle_even(int32_t value);

namespace {

struct point {
    int32_t x;
    const char *name;
};

enum class answer { yes, no };

int a_value_is_returned() {
    int calls = 0;
    CHECK(ffi_guard::call_or(-1, [&] { return 5 + calls++; }) == 5);
    CHECK(calls == 1);
    CHECK(ffi_guard::call_or(answer::no, [] { return answer::yes; }) == answer::yes);
    return 0;
}

int the_fallback_is_returned() {
    CHECK(ffi_guard::call_or(-1, []() -> int32_t { throw std::runtime_error("thrown"); }) == -1);
    CHECK(ffi_guard::call_or(-1, []() -> int64_t { throw 5; }) == -1);
    CHECK(ffi_guard::call_or(nullptr, []() -> const char * { throw std::string("thrown"); }) == nullptr);
    CHECK(ffi_guard::call_or(answer::no, []() -> answer { throw answer::yes; }) == answer::no);
    CHECK(ffi_guard::call_or({7, "none"}, []() -> point { throw 5; }).x == 7);
    auto value = ffi_guard::call_or(-1, []() -> int64_t { return int64_t(1) << 40; });
    static_assert(std::is_same_v<decltype(value), int64_t>, "the type of the function, not of the fallback");
    CHECK(value == int64_t(1) << 40);
    return 0;
}

int nothing_is_returned() {
    int calls = 0;
    ffi_guard::call_or_ignore([&] { calls++; });
    ffi_guard::call_or_ignore([&] {
        calls++;
        throw 5;
    });
    CHECK(calls == 2);
    return 0;
}

int the_handler_is_told() {
    std::vector<std::string> told;
    auto tell = [&](const char *what) { told.push_back(what); };
    CHECK(ffi_guard::call_or(-1, [] { return 5; }, tell) == 5);
    CHECK(told.empty());
    CHECK(ffi_guard::call_or(-1, []() -> int { throw std::out_of_range("too far"); }, tell) == -1);
    ffi_guard::call_or_ignore([] { throw 5; }, tell);
    CHECK(told.size() == 2 && told[0] == "too far");
    CHECK(told[1] == "an exception that is not a std::exception");
    return 0;
}

int a_handler_that_throws_is_contained() {
    auto tell = [](const char *what) { throw std::runtime_error(what); };
    CHECK(ffi_guard::call_or(-1, []() -> int { throw std::out_of_range("too far"); }, tell) == -1);
    CHECK(ffi_guard::call_or(-2, []() -> int { throw 5; }, tell) == -2);
    return 0;
}

struct dropped {
    int *count;
    ~dropped() { ++*count; }
};

// How far a thread came that ended inside.
struct progress {
    void (*end)();
    int drops = 0;
    bool told = false;
    bool came_back = false;
};

void *end_inside(void *data) {
    auto *self = static_cast<progress *>(data);
    dropped outer{&self->drops};
    ffi_guard::call_or(
        -1,
        [&] {
            dropped inner{&self->drops};
            self->end();
            return 0;
        },
        [&](const char *) { self->told = true; });
    self->came_back = true;
    return nullptr;
}

void *end_inside_noexcept(void *data) noexcept {
    return end_inside(data);
}

void cancelled() {
    pthread_cancel(pthread_self());
    pthread_testcancel();
}

void exits() {
    pthread_exit(PTHREAD_CANCELED);
}

int ends_thread(void (*end)(), void *(*start)(void *)) {
    progress self{end};
    pthread_t thread;
    void *result = nullptr;
    CHECK(pthread_create(&thread, nullptr, start, &self) == 0);
    CHECK(pthread_join(thread, &result) == 0);
    CHECK(result == PTHREAD_CANCELED && self.drops == 2);
    CHECK(!self.told && !self.came_back);
    return 0;
}

int a_cancelled_thread_ends() { return ends_thread(cancelled, end_inside); }
int a_thread_that_exits_ends() { return ends_thread(exits, end_inside); }
int a_cancelled_thread_does_not_pass_noexcept() { return ends_thread(cancelled, end_inside_noexcept); }

int an_error_is_thrown() {
    CHECK(brittle_even(7) == -1);
    try {
        throw ffi_guard::error(brittle_last_error);
    } catch (const std::runtime_error &thrown) {
        CHECK(std::strcmp(thrown.what(), "brittle_even: 7 is odd") == 0);
        const auto *error = dynamic_cast<const ffi_guard::error *>(&thrown);
        CHECK(error != nullptr && error->kind() == FFI_GUARD_PANIC && error->code() == 0);
        CHECK(error->line() > 0 && error->column() > 0);
        CHECK(error->file().find("lib.rs") != std::string::npos);
    }
    return 0;
}

// What the library hands out lives until its next failure.
int an_error_outlives_the_next_failure() {
    CHECK(brittle_even(7) == -1);
    const ffi_guard::error first(brittle_last_error);
    CHECK(brittle_even(9) == -1);
    const ffi_guard::error copy(first);
    static_assert(std::is_nothrow_copy_constructible_v<ffi_guard::error>, "an exception is copied while it flies");
    CHECK(copy.function() == "brittle_even" && copy.message() == "7 is odd");
    CHECK(ffi_guard::error(brittle_last_error).message() == "9 is odd");
    return 0;
}

int an_error_of_nothing() {
    brittle_clear_last_error();
    const ffi_guard::error none(brittle_last_error);
    CHECK(none.kind() == FFI_GUARD_NONE && none.function().empty() && none.message().empty());
    CHECK(std::strcmp(none.what(), "no error") == 0);
    return 0;
}

struct sink {
    std::vector<std::string> told;
    void operator()(const ffi_guard_error &error) {
        told.push_back(error.message);
        if (told.size() == 2) {
            throw std::runtime_error("the sink is full");
        }
    }
};

int a_sink_is_told() {
    static sink log;
    ffi_guard::set_error_callback(brittle_set_error_callback, log);
    for (int32_t value : {7, 8, 9, 11}) {
        CHECK(brittle_even(value) == (value == 8 ? 8 : -1));
    }
    brittle_set_error_callback(nullptr, nullptr);
    CHECK(brittle_even(13) == -1);
    CHECK((log.told == std::vector<std::string>{"7 is odd", "9 is odd", "11 is odd"}));
    return 0;
}

int a_sink_may_be_const() {
    static int calls = 0;
    static const auto count = [](const ffi_guard_error &) { calls++; };
    ffi_guard::set_error_callback(brittle_set_error_callback, count);
    CHECK(brittle_even(7) == -1);
    brittle_set_error_callback(nullptr, nullptr);
    CHECK(calls == 1);
    return 0;
}

const test TESTS[] = {
    {"a_value_is_returned", a_value_is_returned},
    {"the_fallback_is_returned", the_fallback_is_returned},
    {"nothing_is_returned", nothing_is_returned},
    {"the_handler_is_told", the_handler_is_told},
    {"a_handler_that_throws_is_contained", a_handler_that_throws_is_contained},
    {"a_cancelled_thread_ends", a_cancelled_thread_ends},
    {"a_thread_that_exits_ends", a_thread_that_exits_ends},
    {"an_error_is_thrown", an_error_is_thrown},
    {"an_error_outlives_the_next_failure", an_error_outlives_the_next_failure},
    {"an_error_of_nothing", an_error_of_nothing},
    {"a_sink_is_told", a_sink_is_told},
    {"a_sink_may_be_const", a_sink_may_be_const},
    {"a_cancelled_thread_does_not_pass_noexcept", a_cancelled_thread_does_not_pass_noexcept},
    {nullptr, nullptr},
};

}  // namespace

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
