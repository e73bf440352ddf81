//! Row 13: a C++ exception reaches a guarded frame. Rust cannot catch it; the C++ side must turn it into a value.

use crate::row::Row;
use ffi_guard_test_support::c::{Compiler, Executable, Language, Program};
use ffi_guard_test_support::child::Outcome;
use ffi_guard_test_support::{fixture, skip, target};

pub(crate) const ROW: Row = Row {
    number: 13,
    hazard: "a C++ exception propagates from a callback into an exported function",
    without: "SIGABRT: \"Rust cannot catch foreign exceptions\", or `std::terminate`; in an optimized build, through an \
              `extern \"C\"` callback, it reaches the C++ caller and skips all destructors in between",
    guarded: Some(
        "the same; `ffi_guard::call_or` of `ffi_guard.hpp`, used in the callback, returns a fallback instead",
    ),
    elsewhere: &[(
        "Windows",
        "0xC0000409 by Rust, status 3 by `std::terminate`; gcc does not enforce `noexcept`, so the exception goes on",
    )],
};

const PROFILES: [&str; 2] = ["dev", "release"];

/// Returns the C++ program with the guarded library, built with this profile, or `None` without a C++ compiler.
fn program(profile: &str) -> Option<Executable> {
    if Compiler::system(Language::Cpp17).is_none() {
        skip::announce("C++ exceptions through a guard", "no C++ compiler is installed");
        return None;
    }
    let library = fixture::build_with_profile("brittle", profile);
    Some(Program::new("exceptions").unit("exceptions.cpp").link(library.cdylib()).build())
}

fn run(program: &Executable, arguments: &[&str]) -> Outcome {
    let outcome = program.process().args(arguments).run();
    assert!(
        outcome.stdout.starts_with("returned 6\n"),
        "the call that does not throw must return\n{outcome}"
    );
    outcome
}

fn drops(outcome: &Outcome) -> usize {
    outcome.stderr.matches("dropped: brittle_").count()
}

/// The destructors of two calls run: of the call that returned and of the one that threw.
#[test]
fn hazard_13_a_callback_that_may_unwind_aborts_after_the_destructors() {
    for program in PROFILES.into_iter().filter_map(program) {
        let outcome = run(&program, &["may_unwind"]).expect_aborted();
        assert!(outcome.stderr.contains("Rust cannot catch foreign exceptions"), "{outcome}");
        assert_eq!((drops(&outcome), outcome.stdout.as_str()), (2, "returned 6\n"), "{outcome}");
    }
}

#[test]
fn hazard_13_a_callback_that_cannot_unwind_aborts_without_the_destructors() {
    let Some(program) = program("dev") else { return };
    let outcome = run(&program, &["cannot_unwind"]).expect_aborted();
    assert!(outcome.stderr.contains("Rust cannot catch foreign exceptions"), "{outcome}");
    assert_eq!((drops(&outcome), outcome.stdout.as_str()), (1, "returned 6\n"), "{outcome}");
}

/// The optimizer relied on `extern "C"` not to unwind, and has removed the code that would abort.
#[test]
fn hazard_13_a_callback_that_cannot_unwind_is_passed_on_by_an_optimised_guard() {
    let Some(program) = program("release") else { return };
    let outcome = run(&program, &["cannot_unwind"]).expect_success();
    assert_eq!(outcome.stdout, "returned 6\ncaught by C++: eight\n", "{outcome}");
    assert_eq!(drops(&outcome), 1, "{outcome}");
}

/// On Windows, gcc does not enforce `noexcept`, so the exception goes on as in the two tests above.
#[track_caller]
fn goes_on_over_noexcept(outcome: &Outcome, profile: &str) {
    if profile == "dev" {
        assert!(outcome.aborted(), "{outcome}");
        assert!(outcome.stderr.contains("Rust cannot catch foreign exceptions"), "{outcome}");
    } else {
        assert_eq!(outcome.stdout, "returned 6\ncaught by C++: eight\n", "{outcome}");
        assert!(outcome.succeeded(), "{outcome}");
    }
}

/// Either no frame above catches the exception, or a `noexcept` C++ function is below the guard.
#[test]
fn hazard_13_terminate() {
    for (profile, arguments) in [
        ("release", &["cannot_unwind", "uncaught"][..]),
        ("dev", &["noexcept"]),
        ("release", &["noexcept"]),
    ] {
        let Some(program) = program(profile) else { return };
        let outcome = run(&program, arguments);
        if target::is_windows() && arguments == ["noexcept"] {
            goes_on_over_noexcept(&outcome, profile);
            continue;
        }
        assert!(outcome.aborted_by_c(), "{outcome}");
        let message = "terminate called after throwing an instance of 'std::runtime_error'";
        assert!(outcome.stderr.contains(message), "{outcome}");
        assert_eq!((drops(&outcome), outcome.stdout.as_str()), (1, "returned 6\n"), "{outcome}");
    }
}

#[test]
fn hazard_13_converted_on_the_cpp_side() {
    for program in PROFILES.into_iter().filter_map(program) {
        for case in ["converted", "converted_may_unwind"] {
            let outcome = run(&program, &[case]).expect_success();
            assert_eq!(outcome.stdout, "returned 6\ntold: eight\nreturned -2\n", "{outcome}");
            assert_eq!(drops(&outcome), 2, "{outcome}");
        }
    }
}
