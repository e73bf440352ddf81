/*
 * ffi_guard.hpp: what a C++ program needs beside a guarded Rust library.
 *
 * Exceptions stop at the C++ side. Rust cannot catch one: it ends the process in the first guard above it, or goes
 * through the Rust frames without their destructors. So C++ that Rust calls, a callback or an exported function,
 * runs its body in ffi_guard::call_or, which turns an exception into a value:
 *
 *     extern "C" int32_t on_row(const row *row, void *data) {
 *         return ffi_guard::call_or(-1, [&] { return static_cast<table *>(data)->add(*row); });
 *     }
 *
 * The other way round, a failure of the library becomes an exception of the program:
 *
 *     if (mylib_divide(1, 0) == -1) {
 *         throw ffi_guard::error(mylib_last_error);
 *     }
 *
 * The header is C++17, stands alone, and may be included in any number of units.
 */
#ifndef FFI_GUARD_HPP
#define FFI_GUARD_HPP

#include "ffi_guard.h"

#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

/*
 * With glibc, pthread_cancel and pthread_exit unwind the thread by something that `catch (...)` catches, and that
 * ends the process ("FATAL: exception not rethrown") where it is not passed on. Only libstdc++ has a name for it.
 */
#if defined(__GLIBCXX__)
#include <cxxabi.h>
#define FFI_GUARD_PASS_ON_FORCED_UNWIND          \
    catch (::abi::__forced_unwind &) {           \
        throw;                                   \
    }
#else
#define FFI_GUARD_PASS_ON_FORCED_UNWIND
#endif

namespace ffi_guard {

namespace detail {

/* Runs `work`; of what it throws only the end of the thread comes out. */
template <class Work, class Failed>
void contained(Work &&work, Failed &&failed) {
    try {
        work();
    }
    FFI_GUARD_PASS_ON_FORCED_UNWIND
    catch (const std::exception &exception) {
        failed(exception.what());
    }
    catch (...) {
        failed("an exception that is not a std::exception");
    }
}

struct ignore {
    void operator()(const char *) const noexcept {}
};

}  // namespace detail

/*
 * Calls `function`, which returns nothing, and ignores what it throws, except that `on_exception` gets the text of
 * the exception, a `const char *` that lives until it returns. What that throws is ignored.
 */
template <class Function, class OnException = detail::ignore>
void call_or_ignore(Function &&function, OnException &&on_exception = OnException()) {
    detail::contained(function, [&](const char *what) {
        detail::contained([&] { on_exception(what); }, detail::ignore());
    });
}

/*
 * Calls `function` and returns what it returned, or `fallback` if it threw; `on_exception` as above:
 *
 *     return ffi_guard::call_or(-1, [&] { return parse(text); }, [](const char *what) { std::puts(what); });
 *
 * No exception leaves it. It is not `noexcept` all the same, because the thread may end inside `function`, by
 * pthread_cancel or pthread_exit: with libstdc++ that passes through, and destructors run. It cannot pass through a
 * `noexcept` function (std::terminate), nor through a guarded Rust function (abort); a guarded function declared
 * with `no_cancel` puts cancellation off. Without libstdc++ it ends the process here.
 */
template <class Function, class OnException = detail::ignore>
auto call_or(std::invoke_result_t<Function &> fallback, Function &&function,
             OnException &&on_exception = OnException()) -> std::invoke_result_t<Function &> {
    using value = std::invoke_result_t<Function &>;
    static_assert(std::is_trivially_copyable_v<value> && std::is_copy_assignable_v<value>,
                  "ffi_guard::call_or: return a value that C has as well: a number, a pointer, a plain struct");
    value result = fallback;
    call_or_ignore([&] { result = function(); }, std::forward<OnException>(on_exception));
    return result;
}

/*
 * Registers `sink` as the error callback of a library: each failure is `sink(error)`, with a
 * `const ffi_guard_error &`, until `set(nullptr, nullptr)`.
 *
 *     static error_log log;
 *     ffi_guard::set_error_callback(mylib_set_error_callback, log);
 *
 * What the sink throws is ignored, as there is nobody above to catch it. As ffi_guard.h says of the callback, it is
 * called on any thread, on several at the same time, and the sink must live until no call can be under way.
 */
template <class Sink>
void set_error_callback(void (*set)(ffi_guard_error_callback, void *), Sink &sink) {
    static_assert(std::is_object_v<Sink>, "ffi_guard::set_error_callback: a function has no address as data; "
                                          "wrap it in a lambda that lives as long as it is registered");
    auto tell = [](const ffi_guard_error *error, void *data) noexcept {
        call_or_ignore([&] { (*static_cast<Sink *>(data))(*error); });
    };
    set(tell, const_cast<std::remove_const_t<Sink> *>(std::addressof(sink)));
}

/*
 * The last error of this thread, copied, so that it outlives the next failure; for C++ that calls a guarded
 * library. Its what() is "function: message".
 */
class error : public std::runtime_error {
public:
    /* `last_error` is the function PREFIX_last_error of the library whose call has failed. */
    explicit error(int32_t (*last_error)(ffi_guard_error *)) : error(ask(last_error)) {}

    /* A copy of an error that is at hand. */
    explicit error(const ffi_guard_error &record)
        : std::runtime_error(title(record)),
          kind_(record.kind),
          code_(record.code),
          line_(record.line),
          column_(record.column),
          texts_(std::make_shared<const texts>(
              texts{text(record.function), text(record.message), text(record.file)})) {}

    /* FFI_GUARD_PANIC and so on; FFI_GUARD_NONE if this thread had no error. */
    int32_t kind() const noexcept { return kind_; }
    /* The library's own code, positive; 0 for none. */
    int32_t code() const noexcept { return code_; }
    /* The exported function that failed. */
    const std::string &function() const noexcept { return texts_->function; }
    const std::string &message() const noexcept { return texts_->message; }
    /* The Rust source file, "" where the place is not known. */
    const std::string &file() const noexcept { return texts_->file; }
    /* Both 0 where the place is not known. */
    uint32_t line() const noexcept { return line_; }
    uint32_t column() const noexcept { return column_; }

private:
    struct texts {
        std::string function, message, file;
    };

    static ffi_guard_error ask(int32_t (*last_error)(ffi_guard_error *)) {
        ffi_guard_error record = FFI_GUARD_ERROR_INIT;
        last_error(&record);
        return record;
    }

    static std::string text(const char *text) { return text == nullptr ? std::string() : std::string(text); }

    static std::string title(const ffi_guard_error &record) {
        return record.kind == FFI_GUARD_NONE ? "no error" : text(record.function) + ": " + text(record.message);
    }

    int32_t kind_, code_;
    uint32_t line_, column_;
    /* Shared, because the copy of an exception must not throw. */
    std::shared_ptr<const texts> texts_;
};

}  // namespace ffi_guard

#undef FFI_GUARD_PASS_ON_FORCED_UNWIND

#endif /* FFI_GUARD_HPP */
