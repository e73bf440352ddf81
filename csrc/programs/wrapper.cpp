// Tests of ffi_guard.hpp: values, exceptions, forced unwinds, and the errors of the library `brittle`.
#include "ffi_guard.hpp"
#include "runner.h"

#include <cstring>
#include <exception>
#include <new>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unwind.h>
#include <vector>

FFI_GUARD_DECLARE(brittle);

extern "C" int32_t brittle_even(int32_t value);

static bool out_of_memory = false;

void *operator new[](std::size_t size, const std::nothrow_t &) noexcept {
    return out_of_memory ? nullptr : ::operator new[](size);
}

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
    static_assert(std::is_same_v<decltype(value), int64_t>, "the type is that of the function, not of the fallback");
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

// An exception whose text is destroyed with it.
struct own_text : std::exception {
    char text[1000];
    explicit own_text(std::size_t length) {
        std::memset(text, 'x', length);
        text[length] = '\0';
    }
    own_text(const own_text &) = default;
    ~own_text() override {
        volatile char *wiped = text;
        for (std::size_t i = 0; i < sizeof text; i++) {
            wiped[i] = 0;
        }
    }
    const char *what() const noexcept override { return text; }
};

std::string told_of(std::size_t length) {
    std::string told;
    ffi_guard::call_or_ignore([&] { throw own_text(length); }, [&](const char *what) { told = what; });
    return told;
}

int the_text_outlives_the_exception() {
    for (std::size_t length : {0, 7, 255, 256, 999}) {
        CHECK(told_of(length) == std::string(length, 'x'));
    }
    bool handler_has_ended = false;
    ffi_guard::call_or_ignore([] { throw 5; }, [&](const char *) { handler_has_ended = !std::current_exception(); });
    CHECK(handler_has_ended);
    return 0;
}

int a_long_text_is_cut_where_there_is_no_memory() {
    out_of_memory = true;
    std::string told[] = {told_of(255), told_of(999)};
    out_of_memory = false;
    CHECK(told[0] == std::string(255, 'x') && told[1] == told[0]);
    return 0;
}

// The caller is in a handler: `throw;` inside the function rethrows the caller's exception.
int the_handlers_of_the_caller_stay() {
    std::vector<std::string> told;
    auto tell = [&](const char *what) { told.push_back(what); };
    try {
        throw std::runtime_error("outer");
    } catch (...) {
        try {
            throw std::runtime_error("inner");
        } catch (...) {
            auto inner = std::current_exception();
            CHECK(ffi_guard::call_or(-1, []() -> int { throw; }, tell) == -1);
            CHECK(ffi_guard::call_or(-1, []() -> int { throw std::runtime_error("another"); }, tell) == -1);
            CHECK(std::current_exception() == inner);
        }
        ffi_guard::call_or_ignore([] { throw; }, tell);
    }
    CHECK((told == std::vector<std::string>{"inner", "another", "outer"}));
    CHECK(!std::current_exception() && std::uncaught_exceptions() == 0);
    return 0;
}

// An exception of another language: C++ can catch it, but not inspect it.
struct foreign {
    _Unwind_Exception header;
    int deleted;
};

void raise(foreign &exception) {
    std::memset(&exception, 0, sizeof exception);
    exception.header.exception_class = 1;
    exception.header.exception_cleanup = [](_Unwind_Reason_Code, _Unwind_Exception *header) {
        ++reinterpret_cast<foreign *>(header)->deleted;
    };
    _Unwind_RaiseException(&exception.header);
}

bool is_contained(foreign &exception) {
    std::string told;
    auto tell = [&](const char *what) { told = what; };
    ffi_guard::call_or_ignore([&] { raise(exception); }, tell);
    return told == "an exception that is not a std::exception" && exception.deleted == 1;
}

int a_foreign_exception_is_contained() {
    foreign exception;
    CHECK(is_contained(exception));
    try {
        throw std::runtime_error("caller");
    } catch (...) {
        auto caller = std::current_exception();
        CHECK(is_contained(exception));
        CHECK(std::current_exception() == caller && std::uncaught_exceptions() == 0);
    }
    return 0;
}

struct dropped {
    int *count;
    ~dropped() { ++*count; }
};

// How far a thread got that ended inside a call.
struct progress {
    void (*end)();
    void (*place)(progress &);
    int drops = 0;
    bool told = false;
    bool came_back = false;
};

void end(progress &self) {
    dropped inner{&self.drops};
    self.end();
}

void in_function(progress &self) {
    auto body = [&] {
        end(self);
        return 0;
    };
    ffi_guard::call_or(-1, body, [&](const char *) { self.told = true; });
}

void in_on_exception(progress &self) {
    ffi_guard::call_or(-1, []() -> int { throw 5; }, [&](const char *) { end(self); });
}

void in_nested_calls(progress &self) {
    ffi_guard::call_or_ignore([&] { in_function(self); });
}

// A forced unwind out of on_exception is not a failure of the enclosing function.
void in_on_exception_of_nested_calls(progress &self) {
    auto tell = [&](const char *) { self.told = true; };
    ffi_guard::call_or_ignore([&] { in_on_exception(self); }, tell);
}

template <void place(progress &)>
void in_catch(progress &self) {
    try {
        throw dropped{&self.drops};
    } catch (const dropped &) {
        place(self);
    }
}

// Two calls with a C++ handler of the caller between them.
void in_calls_with_a_catch_between(progress &self) {
    ffi_guard::call_or_ignore([&] { in_catch<in_nested_calls>(self); });
}

void *run(void *data) {
    auto *self = static_cast<progress *>(data);
    dropped outer{&self->drops};
    self->place(*self);
    self->came_back = true;
    return nullptr;
}

void *run_noexcept(void *data) noexcept {
    return run(data);
}

void cancelled() {
    pthread_cancel(pthread_self());
    pthread_testcancel();
}

void exits() {
    pthread_exit(PTHREAD_CANCELED);
}

int ends_thread(void *(*start)(void *), void (*end)(), void (*place)(progress &), int drops) {
    progress self{end, place};
    pthread_t thread;
    void *result = nullptr;
    CHECK(pthread_create(&thread, nullptr, start, &self) == 0);
    CHECK(pthread_join(thread, &result) == 0);
    CHECK(result == PTHREAD_CANCELED && self.drops == drops);
    CHECK(!self.told && !self.came_back);
    return 0;
}

// `drops` is the number of destructors that run: of both locals and of each exception being handled.
int ends(void (*place)(progress &), int drops) {
    CHECK_PASSES(ends_thread(run, cancelled, place, drops));
    CHECK_PASSES(ends_thread(run, exits, place, drops));
    return 0;
}

int a_thread_ends_in_function() { return ends(in_function, 2); }
int a_thread_ends_in_on_exception() { return ends(in_on_exception, 2); }

int a_thread_ends_in_nested_calls() {
    CHECK_PASSES(ends(in_nested_calls, 2));
    CHECK_PASSES(ends(in_on_exception_of_nested_calls, 2));
    return 0;
}

int a_thread_ends_in_a_handler_of_the_caller() {
    CHECK_PASSES(ends(in_catch<in_function>, 3));
    CHECK_PASSES(ends(in_catch<in_on_exception>, 3));
    CHECK_PASSES(ends(in_catch<in_catch<in_function>>, 4));
    return 0;
}

int a_thread_ends_in_nested_calls_in_a_handler() {
    CHECK_PASSES(ends(in_catch<in_nested_calls>, 3));
    CHECK_PASSES(ends(in_catch<in_on_exception_of_nested_calls>, 3));
    CHECK_PASSES(ends(in_catch<in_calls_with_a_catch_between>, 4));
    return 0;
}

int a_cancelled_thread_does_not_pass_noexcept() {
    return ends_thread(run_noexcept, cancelled, in_function, 2);
}

int an_error_is_thrown() {
    CHECK(brittle_even(7) == -1);
    try {
        throw ffi_guard::error(brittle_last_error);
    } catch (const ffi_guard::error &error) {
        const std::runtime_error &base = error;
        CHECK(std::strcmp(base.what(), "brittle_even: 7 is odd") == 0);
        CHECK(error.kind() == FFI_GUARD_PANIC && error.code() == 0);
        CHECK(error.line() > 0 && error.column() > 0);
        CHECK(error.file().find("lib.rs") != std::string::npos);
        return 0;
    }
    return __LINE__;
}

// The strings of the library are only valid until its next failure, so they are copied.
int an_error_outlives_the_next_failure() {
    CHECK(brittle_even(7) == -1);
    const ffi_guard::error first(brittle_last_error);
    CHECK(brittle_even(9) == -1);
    const ffi_guard::error copy(first);
    static_assert(std::is_nothrow_copy_constructible_v<ffi_guard::error>, "copying an exception must not throw");
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

// A library that returns the addresses of array elements, and counts the ones that are freed.
int32_t objects[3] = {0, 1, 2};
int given_back[3] = {0, 0, 0};

extern "C" void object_free(const int32_t *object) {
    ++given_back[*object];
}

extern "C" int32_t object_open(int32_t index, int32_t **out) {
    *out = index < 3 ? &objects[index] : nullptr;
    return index < 3 ? 0 : -1;
}

using object = ffi_guard::owner<int32_t, object_free>;

bool came_back(int first, int second, int third) {
    bool same = given_back[0] == first && given_back[1] == second && given_back[2] == third;
    std::memset(given_back, 0, sizeof given_back);
    return same;
}

int an_owner_gives_back_once() {
    {
        object first(&objects[0]), none(nullptr);
        object moved(std::move(first));
        static_assert(!std::is_copy_constructible_v<object>, "two owners would free the object twice");
        static_assert(sizeof(object) == sizeof(int32_t *), "an owner is a pointer");
        CHECK(!first && moved && !none && came_back(0, 0, 0));
        object taken(&objects[1]);
        CHECK(taken.release() == &objects[1]);
        const ffi_guard::owner<const int32_t, object_free> third(&objects[2]);
    }
    CHECK(came_back(1, 0, 1));
    return 0;
}

int an_owner_gives_back_when_something_is_thrown() {
    ffi_guard::call_or_ignore([] {
        object first(&objects[0]);
        throw 5;
    });
    CHECK(came_back(1, 0, 0));
    return 0;
}

int an_owner_gets_what_is_written() {
    object it;
    CHECK(object_open(1, ffi_guard::into(it)) == 0);
    CHECK(it.get() == &objects[1] && came_back(0, 0, 0));
    CHECK(object_open(2, ffi_guard::into(it)) == 0);
    CHECK(it.get() == &objects[2] && came_back(0, 1, 0));
    CHECK(object_open(3, ffi_guard::into(it)) == -1);
    CHECK(!it && came_back(0, 0, 1));
    return 0;
}

const test TESTS[] = {
    {"a_value_is_returned", a_value_is_returned},
    {"the_fallback_is_returned", the_fallback_is_returned},
    {"nothing_is_returned", nothing_is_returned},
    {"the_handler_is_told", the_handler_is_told},
    {"a_handler_that_throws_is_contained", a_handler_that_throws_is_contained},
    {"the_text_outlives_the_exception", the_text_outlives_the_exception},
    {"a_long_text_is_cut_where_there_is_no_memory", a_long_text_is_cut_where_there_is_no_memory},
    {"the_handlers_of_the_caller_stay", the_handlers_of_the_caller_stay},
    {"a_foreign_exception_is_contained", a_foreign_exception_is_contained},
    {"a_thread_ends_in_function", a_thread_ends_in_function},
    {"a_thread_ends_in_on_exception", a_thread_ends_in_on_exception},
    {"a_thread_ends_in_nested_calls", a_thread_ends_in_nested_calls},
    {"a_thread_ends_in_a_handler_of_the_caller", a_thread_ends_in_a_handler_of_the_caller},
    {"a_thread_ends_in_nested_calls_in_a_handler", a_thread_ends_in_nested_calls_in_a_handler},
    {"an_error_is_thrown", an_error_is_thrown},
    {"an_error_outlives_the_next_failure", an_error_outlives_the_next_failure},
    {"an_error_of_nothing", an_error_of_nothing},
    {"a_sink_is_told", a_sink_is_told},
    {"a_sink_may_be_const", a_sink_may_be_const},
    {"an_owner_gives_back_once", an_owner_gives_back_once},
    {"an_owner_gives_back_when_something_is_thrown", an_owner_gives_back_when_something_is_thrown},
    {"an_owner_gets_what_is_written", an_owner_gets_what_is_written},
    {"a_cancelled_thread_does_not_pass_noexcept", a_cancelled_thread_does_not_pass_noexcept},
    {nullptr, nullptr},
};

}  // namespace

int main(int argc, char **argv) {
    return run_tests(TESTS, __FILE__, argc, argv);
}
