/*
 * The semver library for C++17, with owners, and with exceptions instead of failure values.
 *
 * A failure of the library, including a panic, is thrown as ffi_guard::error. An exception of a comparator is kept and
 * thrown again after the library has returned.
 */
#ifndef SEMVER_HPP
#define SEMVER_HPP

#include "ffi_guard.hpp"
#include "semver.h"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace semver {

/* Returns the last error of this thread as an exception. Its what() is "function: message". */
inline ffi_guard::error last_error() { return ffi_guard::error(semver_last_error); }

namespace detail {

struct deleter {
    void operator()(semver_version *version) const noexcept { semver_version_free(version); }
    void operator()(semver_version_req *requirement) const noexcept { semver_version_req_free(requirement); }
    void operator()(semver_version_list *list) const noexcept { semver_version_list_free(list); }
    void operator()(char *text) const noexcept { semver_string_free(text); }
};

template <class T>
using owned = std::unique_ptr<T, deleter>;

/* Checks the result of a function that returns null only on failure. */
template <class T>
owned<T> checked(T *pointer) {
    if (pointer == nullptr) {
        throw last_error();
    }
    return owned<T>(pointer);
}

/* For functions whose failure value is also a valid result: clears the last error, and reads it after the call. */
template <class Call>
auto checked_by_error(Call &&call) {
    semver_clear_last_error();
    auto result = call();
    if (semver_last_error(nullptr) != FFI_GUARD_NONE) {
        throw last_error();
    }
    return result;
}

template <class T>
owned<T> parsed(int32_t (*parse)(const char *, T **), const char *text) {
    T *out = nullptr;
    if (parse(text, &out) != 0) {
        throw last_error();
    }
    return owned<T>(out);
}

}  // namespace detail

class version {
public:
    explicit version(const char *text) : handle_(detail::parsed(semver_version_parse, text)) {}
    explicit version(detail::owned<semver_version> handle) : handle_(std::move(handle)) {}

    std::string text() const { return detail::checked(semver_version_text(handle_.get())).get(); }
    bool operator==(const version &other) const { return compare(other) == SEMVER_ORDER_EQUAL; }
    bool operator<(const version &other) const { return compare(other) == SEMVER_ORDER_LESS; }

private:
    friend class requirement;
    friend class list;

    semver_order compare(const version &other) const {
        semver_order order = semver_version_compare(handle_.get(), other.handle_.get());
        if (order == SEMVER_ORDER_UNKNOWN) {
            throw last_error();
        }
        return order;
    }

    detail::owned<semver_version> handle_;
};

class requirement {
public:
    explicit requirement(const char *text) : handle_(detail::parsed(semver_version_req_parse, text)) {}

    bool matches(const version &version) const {
        return detail::checked_by_error(
            [&] { return semver_version_req_matches(handle_.get(), version.handle_.get()); });
    }

private:
    friend class list;
    detail::owned<semver_version_req> handle_;
};

class list {
public:
    list() : handle_(detail::checked(semver_version_list_new())) {}

    /* If the call fails, the caller still owns the version. */
    void push(version version) {
        if (!semver_version_list_push(handle_.get(), version.handle_.get())) {
            throw last_error();
        }
        (void)version.handle_.release();
    }

    std::size_t size() const {
        return detail::checked_by_error([&] { return semver_version_list_len(handle_.get()); });
    }

    /* Throws if the index is out of range, because the library panics then. */
    version at(std::size_t index) const {
        return version(detail::checked(semver_version_list_get(handle_.get(), index)));
    }

    /* Returns the highest version that meets the requirement, if there is one. */
    std::unique_ptr<version> best(const requirement &requirement) const {
        detail::owned<semver_version> found(detail::checked_by_error(
            [&] { return semver_version_list_best(handle_.get(), requirement.handle_.get()); }));
        return found ? std::make_unique<version>(std::move(found)) : nullptr;
    }

    std::vector<semver_parts> parts() const {
        semver_vec_parts parts =
            detail::checked_by_error([&] { return semver_version_list_parts(handle_.get()); });
        std::unique_ptr<semver_vec_parts, void (*)(semver_vec_parts *)> free(
            &parts, [](semver_vec_parts *parts) { semver_vec_parts_free(*parts); });
        return std::vector<semver_parts>(parts.ptr, parts.ptr + parts.len);
    }

    /*
     * Sorts with an int32_t compare(const semver_parts &, const semver_parts &), negative for "less". An exception of the
     * comparator is thrown after the library has returned. The comparator is not called again, and the order is
     * unspecified.
     */
    template <class Compare>
    void sort(Compare &&compare) {
        struct state {
            Compare &compare;
            std::exception_ptr thrown;
        } state{compare, nullptr};
        auto call = [](const semver_parts *a, const semver_parts *b, void *data) -> int32_t {
            struct state &state = *static_cast<struct state *>(data);
            if (state.thrown) {
                return 0;
            }
            return ffi_guard::call_or(0, [&]() -> int32_t {
                try {
                    return state.compare(*a, *b);
                } catch (...) {
                    state.thrown = std::current_exception();
                    throw; /* call_or handles the forced unwind at the end of a thread */
                }
            });
        };
        bool sorted = semver_version_list_sort(handle_.get(), call, &state);
        if (state.thrown) {
            std::rethrow_exception(state.thrown);
        }
        if (!sorted) {
            throw last_error();
        }
    }

    /*
     * Keeps the versions for which a bool keep(const version &) returns true. The version is lent until it returns. An
     * exception leaves the list as it is, and is thrown after the library has returned.
     */
    template <class Keep>
    void retain(Keep &&keep) {
        struct state {
            Keep &keep;
            std::exception_ptr thrown;
        } state{keep, nullptr};
        auto call = [](const semver_version *lent, bool *out, void *data) -> int32_t {
            struct state &state = *static_cast<struct state *>(data);
            return ffi_guard::call_or(1, [&]() -> int32_t {
                borrowed version(lent);
                try {
                    *out = state.keep(version.get());
                    return 0;
                } catch (...) {
                    state.thrown = std::current_exception();
                    throw; /* call_or handles the forced unwind at the end of a thread */
                }
            });
        };
        semver_status status = semver_version_list_retain(handle_.get(), call, &state);
        if (state.thrown) {
            std::rethrow_exception(state.thrown);
        }
        if (status != SEMVER_OK) {
            throw last_error();
        }
    }

private:
    /* A version of the library, which is not freed. */
    class borrowed {
    public:
        explicit borrowed(const semver_version *lent)
            : version_(detail::owned<semver_version>(const_cast<semver_version *>(lent))) {}
        ~borrowed() { (void)version_.handle_.release(); }
        borrowed(const borrowed &) = delete;
        borrowed &operator=(const borrowed &) = delete;
        const version &get() const { return version_; }

    private:
        version version_;
    };

    detail::owned<semver_version_list> handle_;
};

}  // namespace semver

#endif /* SEMVER_HPP */
