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
 * What the library hands over is owned, and given back once by the function that the library has for it:
 *
 *     using counter = ffi_guard::owner<mylib_counter, mylib_counter_free>;
 *     counter c(mylib_counter_new(1));
 *
 * The header is C++17, stands alone, and may be included in any number of units. It needs exceptions, not RTTI.
 */
#ifndef FFI_GUARD_HPP
#define FFI_GUARD_HPP

/* Without, call_or would compile to a plain call, and what other units throw would pass through it into Rust. */
#if !defined(__cpp_exceptions) && !defined(__EXCEPTIONS) && !defined(_CPPUNWIND)
#error "ffi_guard.hpp stops exceptions: compile this unit with them, or include ffi_guard.h, which C++ can use too"
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
 * With glibc, pthread_cancel and pthread_exit unwind the thread by something that `catch (...)` catches, and that
 * ends the process ("FATAL: exception not rethrown") where it is not passed on. Only libstdc++ has a name for it.
 * There is no object behind the name, which UBSan takes for a reference to null: not here. That is "undefined", as GCC
 * forgets "null" alone when it inlines the function.
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
 * libstdc++ ends the process where something that is not a C++ exception, as the end of a thread, comes to a handler
 * while another handler is active, be it one far above. So the handlers that were active before are hidden while
 * such a thing passes the handlers below, and are back when it goes on to the functions above.
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

    /* Lives in the `try` block: its destructor runs before a handler of that block is entered. */
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
    /* How __cxa_eh_globals begins in the Itanium C++ ABI. */
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

    /* Of what may be in flight, only C++ exceptions are counted; and those need the handlers, to be stacked on. */
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
 * The text of an exception, which outlives the exception. It is a copy, and not the exception kept alive by a
 * std::exception_ptr, because that may refer to a copy of the exception, whose what() is another; and there is no
 * what() without a handler. A short text needs no memory, and a long one is cut where there is none, so that
 * nothing is thrown while the handler of bad_alloc is active.
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

/* Runs `work`, and returns if it returned. Of what it throws only the end of the thread comes out. */
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

/* The functions of a guarded library do not throw, which their types do not say. */
template <auto free>
struct freed_by {
    template <class T>
    void operator()(T *pointer) const noexcept {
        free(pointer);
    }
};

}  // namespace detail

/*
 * Calls `function`, which returns nothing, and ignores what it throws, except that `on_exception` gets the text of
 * the exception, a `const char *` that lives until it returns; of a text that is longer than the memory at hand, the
 * first 255 bytes. What `on_exception` throws is ignored. The exception is gone when it is called, so it has neither
 * `throw;` nor std::current_exception() for it; in turn the thread may end inside it.
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
 * Calls `function` and returns what it returned, or `fallback` if it threw; `on_exception` as above:
 *
 *     return ffi_guard::call_or(-1, [&] { return parse(text); }, [](const char *what) { std::puts(what); });
 *
 * No exception leaves it. It is not `noexcept` all the same, because the thread may end inside `function` or
 * `on_exception`, by pthread_cancel or pthread_exit: with libstdc++ that passes through, and destructors run, also
 * where the call stands in a handler of the caller's. It cannot pass through a `noexcept` function
 * (std::terminate), nor through a guarded Rust function (abort); a guarded function declared with `no_cancel` puts
 * cancellation off. Without libstdc++ it ends the process here.
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
 * Owns what a library has handed over, and gives it back by `free`, a function of the library, unless it is null:
 *
 *     using text = ffi_guard::owner<char, mylib_string_free>;
 *     text name(mylib_counter_name(c.get()));
 *
 * It is a std::unique_ptr, so it moves and is not copied; release() is for functions that take the object over. `T` is
 * const where `free` takes a pointer to const.
 */
template <class T, auto free>
using owner = std::unique_ptr<T, detail::freed_by<free>>;

/*
 * Where a function writes a pointer that the caller is to own: see `into`.
 */
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
 * Passes an owner as the out-parameter of a function. What it owned before is given back after the call; what it owns
 * then is what the function wrote, which is null after a failure:
 *
 *     counter c;
 *     if (mylib_counter_parse("7", ffi_guard::into(c)) != 0) {
 *         throw ffi_guard::error(mylib_last_error);
 *     }
 *
 * It owns that from the end of the full expression with the call on, in which it is not to be used.
 */
template <class Owner>
out_pointer<Owner> into(Owner &owner) noexcept {
    return out_pointer<Owner>(owner);
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
#undef FFI_GUARD_NO_UBSAN

#endif /* FFI_GUARD_HPP */
