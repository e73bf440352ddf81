/*
 * ffi_guard.hpp: helpers for C++ programs that use a guarded Rust library.
 *
 * A C++ exception must not enter Rust. Rust cannot catch it: the exception aborts the process at the first guard above
 * it, or unwinds the Rust frames without running their destructors. C++ code that Rust calls (a callback or an exported
 * function) should therefore run its body in ffi_guard::call_or, which turns an exception into a value:
 *
 *     extern "C" int32_t on_row(const row *row, void *data) {
 *         return ffi_guard::call_or(-1, [&] { return static_cast<table *>(data)->add(*row); });
 *     }
 *
 * In the other direction, a failure of the library can be thrown as an exception:
 *
 *     if (mylib_divide(1, 0) == -1) {
 *         throw ffi_guard::error(mylib_last_error);
 *     }
 *
 * Objects that the library returns to the caller are owned, and are freed by the library's own function:
 *
 *     using counter = ffi_guard::owner<mylib_counter, mylib_counter_free>;
 *     counter c(mylib_counter_new(1));
 *
 * The header requires C++17 with exceptions; RTTI is not needed. It is self-contained and may be included in any
 * number of translation units.
 */
#ifndef FFI_GUARD_HPP
#define FFI_GUARD_HPP

/* Without exceptions, call_or would be a plain call, and exceptions from other units would pass through it to Rust. */
#if !defined(__cpp_exceptions) && !defined(__EXCEPTIONS) && !defined(_CPPUNWIND)
#error "ffi_guard.hpp needs exceptions: enable them for this translation unit, or include ffi_guard.h instead"
#endif

#include "ffi_guard.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

/*
 * With glibc, pthread_cancel and pthread_exit unwind the thread with a forced unwind. `catch (...)` catches it, and the
 * process ends ("FATAL: exception not rethrown") unless the handler rethrows it. Only libstdc++ has a type for it.
 * No object is behind that reference, which UBSan reports as a null reference, so the check is disabled for these
 * functions. The attribute names "undefined", because GCC drops "null" alone when it inlines the function.
 */
#if defined(__GLIBCXX__)
#include <cxxabi.h>
#define FFI_GUARD_PASS_ON_FORCED_UNWIND          \
    catch (::abi::__forced_unwind &) {           \
        throw;                                   \
    }
#define FFI_GUARD_NO_UBSAN __attribute__((no_sanitize("undefined")))
#else
#define FFI_GUARD_PASS_ON_FORCED_UNWIND
#define FFI_GUARD_NO_UBSAN
#endif

namespace ffi_guard {

namespace detail {

#if defined(__GLIBCXX__)
/*
 * Hides the active handlers from a foreign exception. libstdc++ ends the process when something that is not a C++
 * exception, such as a forced unwind, reaches a handler while any other handler of the thread is active. The handlers
 * that were already active are therefore hidden while it passes the handlers below, and restored before it continues to
 * the callers.
 */
class active_handlers {
public:
    active_handlers() noexcept : before_(now()) {}
    active_handlers(const active_handlers &) = delete;
    active_handlers &operator=(const active_handlers &) = delete;
    ~active_handlers() {
        if (hidden_) {
            set(before_);
        }
    }

    /* Declared in the `try` block, so that its destructor runs before a handler of that block is entered. */
    class hidden_from_foreign {
    public:
        explicit hidden_from_foreign(active_handlers &active) noexcept : active_(active) {}
        hidden_from_foreign(const hidden_from_foreign &) = delete;
        hidden_from_foreign &operator=(const hidden_from_foreign &) = delete;
        ~hidden_from_foreign() {
            if (!returned_) {
                active_.hide_from_foreign();
            }
        }
        void returned() noexcept { returned_ = true; }

    private:
        active_handlers &active_;
        bool returned_ = false;
    };

private:
    /* The first members of __cxa_eh_globals in the Itanium C++ ABI. */
    struct state {
        void *caught;
        unsigned int uncaught;
    };

    static state now() noexcept {
        state current;
        std::memcpy(&current, ::abi::__cxa_get_globals(), sizeof current);
        return current;
    }

    static void set(const state &next) noexcept { std::memcpy(::abi::__cxa_get_globals(), &next, sizeof next); }

    /* Only C++ exceptions are counted as uncaught. They need the active handlers, because they are stacked on them. */
    void hide_from_foreign() noexcept {
        if (now().uncaught == before_.uncaught) {
            set({nullptr, before_.uncaught});
            hidden_ = true;
        }
    }

    state before_;
    bool hidden_ = false;
};
#else
struct active_handlers {
    struct hidden_from_foreign {
        explicit hidden_from_foreign(active_handlers &) noexcept {}
        void returned() noexcept {}
    };
};
#endif

/*
 * A copy of an exception's text that outlives the exception. A std::exception_ptr would not do: it may refer to a copy
 * of the exception with a different what(), and what() can only be read in a handler. A short text needs no allocation,
 * and a long text is truncated if the allocation fails, so that nothing is thrown while a bad_alloc is handled.
 */
class kept_text {
public:
    void keep(const char *what) noexcept {
        std::size_t length = std::strlen(what);
        if (length >= sizeof short_) {
            long_.reset(new (std::nothrow) char[length + 1]);
            length = long_ ? length : sizeof short_ - 1;
        }
        char *place = long_ ? long_.get() : short_;
        std::memcpy(place, what, length);
        place[length] = '\0';
    }

    const char *get() const noexcept { return long_ ? long_.get() : short_; }

private:
    char short_[256];
    std::unique_ptr<char[]> long_;
};

struct no_text {
    void keep(const char *) noexcept {}
    const char *get() const noexcept { return ""; }
};

/* Runs `work` and returns whether it returned. Catches everything that it throws except a forced unwind. */
template <class Work, class Text>
FFI_GUARD_NO_UBSAN bool contained(Work &&work, Text &text) {
    active_handlers active;
    try {
        active_handlers::hidden_from_foreign hidden(active);
        work();
        hidden.returned();
        return true;
    }
    FFI_GUARD_PASS_ON_FORCED_UNWIND
    catch (const std::exception &exception) {
        text.keep(exception.what());
    }
    catch (...) {
        text.keep("an exception that is not a std::exception");
    }
    return false;
}

struct ignore {
    void operator()(const char *) const noexcept {}
};

/* A deleter that calls `free`. It is noexcept because guarded functions never throw, although their types allow it. */
template <auto free>
struct freed_by {
    template <class T>
    void operator()(T *pointer) const noexcept {
        free(pointer);
    }
};

}  // namespace detail

/*
 * Calls `function`, which returns nothing, and ignores exceptions. `on_exception` receives the text of the exception, a
 * `const char *` that is valid until it returns. The text is truncated to 255 bytes if memory for a longer one cannot
 * be allocated. Exceptions of `on_exception` are ignored. It runs after the exception has been destroyed, so that the
 * thread may end inside it; for the same reason, it cannot use `throw;` or std::current_exception().
 */
template <class Function, class OnException = detail::ignore>
void call_or_ignore(Function &&function, OnException &&on_exception = OnException()) {
    constexpr bool nobody_asks = std::is_same_v<std::decay_t<OnException>, detail::ignore>;
    std::conditional_t<nobody_asks, detail::no_text, detail::kept_text> text;
    if (!detail::contained(function, text)) {
        detail::no_text none;
        detail::contained([&] { on_exception(text.get()); }, none);
    }
}

/*
 * Calls `function` and returns its result, or `fallback` if it throws. `on_exception` is used as in call_or_ignore:
 *
 *     return ffi_guard::call_or(-1, [&] { return parse(text); }, [](const char *what) { std::puts(what); });
 *
 * No exception leaves this function. It is nevertheless not `noexcept`, because pthread_cancel or pthread_exit may end
 * the thread inside `function` or `on_exception`. With libstdc++, that forced unwind passes through and destructors
 * run, even if the caller is itself in a handler. It cannot pass through a `noexcept` function (std::terminate) or a
 * guarded Rust function (abort); a guarded function declared with `no_cancel` defers cancellation. Without libstdc++,
 * a forced unwind ends the process here.
 */
template <class Function, class OnException = detail::ignore>
auto call_or(std::invoke_result_t<Function &> fallback, Function &&function,
             OnException &&on_exception = OnException()) -> std::invoke_result_t<Function &> {
    using value = std::invoke_result_t<Function &>;
    static_assert(std::is_trivially_copyable_v<value> && std::is_copy_assignable_v<value>,
                  "ffi_guard::call_or: return a type that C also has: a number, a pointer or a plain struct");
    value result = fallback;
    call_or_ignore([&] { result = function(); }, std::forward<OnException>(on_exception));
    return result;
}

/*
 * Registers `sink` as the error callback of a library. Each failure calls `sink(error)` with a
 * `const ffi_guard_error &`, until `set(nullptr, nullptr)` removes it.
 *
 *     static error_log log;
 *     ffi_guard::set_error_callback(mylib_set_error_callback, log);
 *
 * Exceptions of the sink are ignored, because no caller could catch them. As for any error callback (see ffi_guard.h),
 * calls come from any thread, also concurrently, and the sink must live until no call can be in progress.
 */
template <class Sink>
void set_error_callback(void (*set)(ffi_guard_error_callback, void *), Sink &sink) {
    static_assert(std::is_object_v<Sink>, "ffi_guard::set_error_callback: a function cannot be passed as data; "
                                          "wrap it in a lambda that lives as long as it is registered");
    auto tell = [](const ffi_guard_error *error, void *data) noexcept {
        call_or_ignore([&] { (*static_cast<Sink *>(data))(*error); });
    };
    set(tell, const_cast<std::remove_const_t<Sink> *>(std::addressof(sink)));
}

/*
 * Owns an object that a library has returned, and passes it to the library's function `free` unless it is null:
 *
 *     using text = ffi_guard::owner<char, mylib_string_free>;
 *     text name(mylib_counter_name(c.get()));
 *
 * It is a std::unique_ptr, so it can be moved but not copied. Use release() to pass the object to a function that takes
 * ownership. `T` is const if `free` takes a pointer to const.
 */
template <class T, auto free>
using owner = std::unique_ptr<T, detail::freed_by<free>>;

/* An out-parameter through which a function returns an owned pointer; see `into`. */
template <class Owner>
class out_pointer {
public:
    explicit out_pointer(Owner &owner) noexcept : owner_(owner) {}
    out_pointer(const out_pointer &) = delete;
    out_pointer &operator=(const out_pointer &) = delete;
    ~out_pointer() { owner_.reset(pointer_); }
    operator typename Owner::pointer *() noexcept { return &pointer_; }

private:
    Owner &owner_;
    typename Owner::pointer pointer_ = nullptr;
};

/*
 * Passes an owner as an out-parameter of a function. The object it owned before is freed after the call, and the owner
 * takes the pointer that the function wrote, which is null after a failure:
 *
 *     counter c;
 *     if (mylib_counter_parse("7", ffi_guard::into(c)) != 0) {
 *         throw ffi_guard::error(mylib_last_error);
 *     }
 *
 * The owner is updated at the end of the full expression that contains the call; do not use it within that expression.
 */
template <class Owner>
out_pointer<Owner> into(Owner &owner) noexcept {
    return out_pointer<Owner>(owner);
}

/* A copy of this thread's last error, thrown as an exception. Its what() is "function: message". */
class error : public std::runtime_error {
public:
    /* Copies the last error. `last_error` is PREFIX_last_error of the library whose call failed. */
    explicit error(int32_t (*last_error)(ffi_guard_error *)) : error(ask(last_error)) {}

    /* Copies `record`. */
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
    /* The library's error code, positive; 0 if there is none. */
    int32_t code() const noexcept { return code_; }
    /* The exported function that failed. */
    const std::string &function() const noexcept { return texts_->function; }
    const std::string &message() const noexcept { return texts_->message; }
    /* The Rust source file, "" if unknown. */
    const std::string &file() const noexcept { return texts_->file; }
    /* The position in the file, both 0 if unknown. */
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
    /* Shared, because copying an exception must not throw. */
    std::shared_ptr<const texts> texts_;
};

}  // namespace ffi_guard

#undef FFI_GUARD_PASS_ON_FORCED_UNWIND
#undef FFI_GUARD_NO_UBSAN

#endif /* FFI_GUARD_HPP */
