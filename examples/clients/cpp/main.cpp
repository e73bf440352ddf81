// Uses semver.hpp correctly and incorrectly, and prints the results.

#include "semver.hpp"

#include <cstdio>
#include <cstdlib>
#include <future>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

void check(bool holds, const char *what, int line) {
    if (!holds) {
        std::fprintf(stderr, "main.cpp:%d: does not hold: %s\n", line, what);
        std::exit(1);
    }
}
#define CHECK(...) check((__VA_ARGS__), #__VA_ARGS__, __LINE__)

bool contains(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

// Returns the error that a call throws.
template <class Call>
ffi_guard::error error_of(Call &&call) {
    try {
        call();
    } catch (const ffi_guard::error &error) {
        return error;
    }
    std::fprintf(stderr, "main.cpp: a call that should fail did not\n");
    std::exit(1);
}

semver::list list_of(std::initializer_list<const char *> texts) {
    semver::list list;
    for (const char *text : texts) {
        list.push(semver::version(text));
    }
    return list;
}

void versions() {
    semver::version older("1.9.0-rc.1"), newer("1.10.0");
    CHECK(older.text() == "1.9.0-rc.1");
    CHECK(older < newer && !(newer < older));
    CHECK(newer == semver::version("1.10.0"));
}

void requirements() {
    semver::list list = list_of({"1.4.9", "1.10.0", "2.0.0"});
    semver::requirement requirement("^1.4");
    CHECK(requirement.matches(list.at(0)) && !requirement.matches(list.at(2)));
    CHECK(list.best(requirement)->text() == "1.10.0");
    CHECK(list.best(semver::requirement("^3")) == nullptr);
}

int32_t by_minor(const semver_parts &a, const semver_parts &b) { return (a.minor > b.minor) - (a.minor < b.minor); }

void sort() {
    semver::list list = list_of({"1.3.0", "3.1.0", "2.2.0"});
    list.sort(by_minor);
    std::vector<semver_parts> parts = list.parts();
    CHECK(parts.size() == 3 && parts[0].major == 3 && parts[1].major == 2 && parts[2].major == 1);
}

// sort throws the exception of the comparator after the library has completed its sort. An aborted sort could leave a
// version twice in the list.
void failing_comparator() {
    semver::list list = list_of({"4.0.0", "3.0.0", "2.0.0", "1.0.0"});
    int calls = 0;
    std::string caught;
    try {
        list.sort([&](const semver_parts &a, const semver_parts &b) -> int32_t {
            if (++calls == 3) {
                throw std::runtime_error("cannot compare");
            }
            return (a.major > b.major) - (a.major < b.major);
        });
    } catch (const std::runtime_error &error) {
        caught = error.what();
    }
    CHECK(caught == "cannot compare" && calls == 3);
    std::set<uint64_t> majors;
    for (const semver_parts &parts : list.parts()) {
        majors.insert(parts.major);
    }
    CHECK(majors.size() == 4 && list.size() == 4);
}

void retain() {
    semver::list list = list_of({"1.4.9", "2.0.0", "1.10.0"});
    std::string caught;
    try {
        list.retain([](const semver::version &version) -> bool { throw std::runtime_error(version.text()); });
    } catch (const std::runtime_error &error) {
        caught = error.what();
    }
    CHECK(caught == "1.4.9" && list.size() == 3);
    semver::requirement requirement("^1.4");
    list.retain([&](const semver::version &version) { return requirement.matches(version); });
    CHECK(list.size() == 2 && list.at(1).text() == "1.10.0");
}

void error() {
    ffi_guard::error error = error_of([] { semver::version("1.two.3"); });
    CHECK(error.kind() == FFI_GUARD_ERROR && error.code() == SEMVER_SYNTAX);
    CHECK(!error.message().empty());
}

void panic() {
    semver::list list;
    ffi_guard::error error = error_of([&] { list.at(7); });
    CHECK(error.kind() == FFI_GUARD_PANIC && error.function() == "semver_version_list_get");
    CHECK(contains(error.message(), "index is 7"));
    CHECK(!error.file().empty() && error.line() > 0);
}

void refused(const char *text, const char *message) {
    ffi_guard::error error = error_of([&] { semver::version version(text); });
    CHECK(error.kind() == FFI_GUARD_INVALID_ARGUMENT && contains(error.message(), message));
}

void many_panics() {
    semver::list list;
    for (std::size_t i = 0; i < 10000; i++) {
        CHECK(error_of([&] { list.at(i); }).kind() == FFI_GUARD_PANIC);
    }
    CHECK(semver::version("1.0.0").text() == "1.0.0");
}

// Each thread causes a panic with its own index. When all have done so, each reads its last error.
void threads() {
    constexpr std::size_t count = 4;
    semver::list list;
    std::vector<std::promise<void>> failed(count);
    std::promise<void> all_have_failed;
    std::shared_future<void> gate = all_have_failed.get_future().share();
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < count; i++) {
        threads.emplace_back([&list, &failed, gate, i] {
            error_of([&] { list.at(1000 + i); });
            failed[i].set_value();
            gate.wait();
            CHECK(contains(semver::last_error().message(), "index is " + std::to_string(1000 + i)));
        });
    }
    for (std::promise<void> &one : failed) {
        one.get_future().wait();
    }
    all_have_failed.set_value();
    for (std::thread &thread : threads) {
        thread.join();
    }
}

}  // namespace

int main() {
    versions(), std::puts("ok versions");
    requirements(), std::puts("ok requirements");
    sort(), std::puts("ok sort");
    failing_comparator(), std::puts("ok failing comparator");
    retain(), std::puts("ok retain");
    error(), std::puts("ok error");
    panic(), std::puts("ok panic");
    refused(nullptr, "`text` is null"), std::puts("ok null");
    refused("\xff", "is not UTF-8"), std::puts("ok invalid UTF-8");
    many_panics(), std::puts("ok 10,000 panics");
    threads(), std::puts("ok threads");
}
