//! Checks that `ffi_guard.hpp` is valid C++17 and C++20 for every installed compiler, and tests its functions.
#![forbid(unsafe_code)]

use ffi_guard_test_support::c::{Compiler, Executable, Language, Program};
use ffi_guard_test_support::checker::Checker;
use ffi_guard_test_support::{chapter, fixture, paths, skip};
use std::fs;

const STANDARDS: [&str; 2] = ["-std=c++17", "-std=c++20"];

/// Additional warnings that a program may enable.
const STRICT: [&str; 2] = ["-Wshadow", "-Wconversion"];

/// A unit that uses everything in the header; `NAME` is unique to it.
const USER: &str = r#"
#include "ffi_guard.hpp"
#include "ffi_guard.h"
#include "ffi_guard.hpp"

FFI_GUARD_DECLARE(mine);
extern "C" void mine_free(ffi_guard_error *);
extern "C" void mine_make(ffi_guard_error **);

int32_t NAME();

int32_t NAME() {
    static auto sink = [](const ffi_guard_error &) {};
    ffi_guard::set_error_callback(mine_set_error_callback, sink);
    ffi_guard::call_or_ignore([] { throw ffi_guard::error(mine_last_error); });
    ffi_guard::owner<ffi_guard_error, mine_free> owned;
    mine_make(ffi_guard::into(owned));
    return ffi_guard::call_or(-1, []() -> int32_t { throw 1; });
}
"#;

const MAIN: &str = r#"
#include "ffi_guard.hpp"

int32_t one();
int32_t two();

extern "C" int32_t mine_last_error(ffi_guard_error *out) { return out->kind = FFI_GUARD_PANIC; }
extern "C" void mine_set_error_callback(ffi_guard_error_callback, void *) {}
extern "C" void mine_free(ffi_guard_error *) {}
extern "C" void mine_make(ffi_guard_error **) {}

int main() { return one() + two() == -2 ? 0 : __LINE__; }
"#;

/// Returns every C++ compiler with each standard.
fn compilers() -> Vec<(Compiler, &'static str)> {
    let all = Compiler::all(Language::Cpp17);
    if all.is_empty() {
        skip::announce("ffi_guard.hpp", "no C++ compiler is installed");
    }
    all.into_iter().flat_map(|one| STANDARDS.map(|standard| (one.clone(), standard))).collect()
}

#[test]
fn the_header_compiles_alone() {
    for (compiler, standard) in compilers() {
        let alone = Program::new("alone").source("unit.cpp", "#include \"ffi_guard.hpp\"\n");
        let checked = alone.flag(standard).compiler(&compiler).check();
        checked.unwrap_or_else(|messages| panic!("{}: {messages}", compiler.name()));
    }
}

#[test]
fn two_units_with_the_header_link_into_one_program() {
    for (compiler, standard) in compilers() {
        let program = Program::new("two units")
            .source("one.cpp", &USER.replace("NAME", "one"))
            .source("two.cpp", &USER.replace("NAME", "two"))
            .source("main.cpp", MAIN)
            .flag(standard);
        let program = STRICT.into_iter().fold(program, Program::flag);
        let _ = program.compiler(&compiler).build().process().run().expect_success();
    }
}

#[test]
fn a_unit_without_exceptions_is_refused() {
    for (compiler, standard) in compilers() {
        let unit = Program::new("no exceptions").source("unit.cpp", "#include \"ffi_guard.hpp\"\n");
        let unit = unit.flag(standard).flag("-fno-exceptions").compiler(&compiler);
        let messages = unit.check().expect_err("exceptions would pass through");
        assert!(messages.contains("or include ffi_guard.h"), "{messages}");
    }
}

#[test]
fn what_the_book_shows_compiles() {
    let path = paths::workspace().join("docs/existing-library.md");
    let blocks = chapter::blocks(&fs::read_to_string(path).expect("the chapter"));
    let shown: Vec<_> = blocks.iter().filter(|(info, _)| info == "cpp").collect();
    assert!(!shown.is_empty(), "the chapter has no C++");
    for (compiler, standard) in compilers() {
        for (_, text) in &shown {
            let program = Program::new("the book").source("unit.cpp", text).flag(standard);
            let checked = program.compiler(&compiler).check();
            checked.unwrap_or_else(|messages| panic!("{text}: {messages}"));
        }
    }
}

/// A return type that C does not have is rejected, with a message that says what to write.
#[test]
fn a_value_that_c_does_not_have_is_refused() {
    let text = "#include \"ffi_guard.hpp\"\n\
                void f() { ffi_guard::call_or(\"\", [] { return std::string(); }); }\n";
    for (compiler, standard) in compilers() {
        let program = Program::new("string").source("unit.cpp", text).flag(standard);
        let messages = program.compiler(&compiler).check().expect_err("a string is not a C type");
        assert!(messages.contains("return a type that C also has"), "{messages}");
    }
}

/// Returns `wrapper.cpp` with the library `brittle`, for this compiler.
fn wrapper(compiler: &Compiler) -> Program {
    let library = fixture::build("brittle");
    Program::new("wrapper").unit("wrapper.cpp").link(library.cdylib()).compiler(compiler)
}

/// Returns the program built with each compiler.
fn programs() -> Vec<Executable> {
    Compiler::all(Language::Cpp17).iter().map(|compiler| wrapper(compiler).build()).collect()
}

fn passes(names: &[&str]) {
    for program in programs() {
        for name in names {
            let _ = program.process().arg(name).run().expect_success();
        }
    }
}

#[test]
fn exceptions_become_values() {
    passes(&[
        "a_value_is_returned",
        "the_fallback_is_returned",
        "nothing_is_returned",
        "the_handler_is_told",
        "a_handler_that_throws_is_contained",
    ]);
}

#[test]
fn the_handler_gets_a_text_of_its_own() {
    passes(&["the_text_outlives_the_exception"]);
    if Checker::chosen() == Some(Checker::Memcheck) {
        // The checker's `operator new[]` replaces the one of the program, which always fails.
        return skip::announce(
            "exception texts without memory",
            "memcheck replaces `operator new[]`",
        );
    }
    passes(&["a_long_text_is_cut_where_there_is_no_memory"]);
}

#[test]
fn what_the_caller_handles_stays() {
    passes(&["the_handlers_of_the_caller_stay", "a_foreign_exception_is_contained"]);
}

/// glibc ends a thread with a forced unwind, which looks like an exception; catching it for good would end the process.
const ENDS_OF_A_THREAD: [&str; 5] = [
    "a_thread_ends_in_function",
    "a_thread_ends_in_on_exception",
    "a_thread_ends_in_nested_calls",
    "a_thread_ends_in_a_handler_of_the_caller",
    "a_thread_ends_in_nested_calls_in_a_handler",
];

#[test]
fn the_end_of_a_thread_passes() {
    passes(&ENDS_OF_A_THREAD);
}

/// The optimizer merges the handlers of inlined functions.
#[test]
fn the_end_of_a_thread_passes_optimised_and_without_rtti() {
    for compiler in Compiler::all(Language::Cpp17) {
        for flags in [["-std=c++17", "-O0", "-fno-rtti"], ["-std=c++20", "-O3", "-fno-rtti"]] {
            let program = flags.into_iter().fold(wrapper(&compiler), Program::flag);
            let _ = program.build().process().args(ENDS_OF_A_THREAD).run().expect_success();
        }
    }
}

/// The handler that rethrows a forced unwind has a null reference.
#[test]
fn no_undefined_behaviour_is_reported() {
    if Checker::chosen().is_some() {
        return skip::announce("UBSan of ffi_guard.hpp", "another checker is chosen");
    }
    for compiler in Compiler::all(Language::Cpp17) {
        let flags = ["-fsanitize=undefined", "-fno-sanitize-recover=undefined"];
        let empty = Program::new("empty").source("main.cpp", "int main() {}").compiler(&compiler);
        if flags.into_iter().fold(empty, Program::flag).try_build().is_err() {
            skip::announce("UBSan of ffi_guard.hpp", "a C++ compiler has no libubsan");
            continue;
        }
        for level in ["-O0", "-O2"] {
            let program = flags.into_iter().fold(wrapper(&compiler).flag(level), Program::flag);
            let _ = program.build().process().args(ENDS_OF_A_THREAD).run().expect_success();
        }
    }
}

#[test]
fn the_end_of_a_thread_does_not_pass_a_noexcept_function() {
    for program in programs() {
        let outcome = program.process().arg("a_cancelled_thread_does_not_pass_noexcept").run();
        let outcome = outcome.expect_aborted();
        assert!(outcome.stderr.contains("terminate called"), "{outcome}");
    }
}

#[test]
fn failures_become_exceptions() {
    passes(&["an_error_is_thrown", "an_error_outlives_the_next_failure", "an_error_of_nothing"]);
}

#[test]
fn a_sink_gets_each_failure() {
    passes(&["a_sink_is_told", "a_sink_may_be_const"]);
}

#[test]
fn what_is_handed_over_is_given_back() {
    passes(&[
        "an_owner_gives_back_once",
        "an_owner_gives_back_when_something_is_thrown",
        "an_owner_gets_what_is_written",
    ]);
}
