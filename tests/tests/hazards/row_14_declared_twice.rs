//! Row 14: a crate declares a foreign function twice, once as unwinding and once as not. The optimizer merges two
//! calls, and applies the promise of the second declaration to both.

use crate::row::Row;
use crate::support::refusal;
use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::cargo::Output;
use ffi_guard_test_support::child::Outcome;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::target;

pub(crate) const ROW: Row = Row {
    number: 14,
    hazard: "a crate declares the same C function as `extern \"C\"` and as `extern \"C-unwind\"`, and a panic \
             unwinds out of it",
    without: "in an optimized build, the destructors of the calling function are silently skipped",
    guarded: Some(
        "the same, then the fallback; SIGABRT if the optimizer finds nothing else that could panic; rustc warns: \
         `clashing_extern_declarations`",
    ),
    elsewhere: &[(
        "Windows",
        "not observed, because a DLL cannot import a function of the program",
    )],
};

/// `relay` is a C function that calls back; the panic of the callback unwinds out of it.
const ONCE: &str = r#"
ffi_guard::ffi_library! { prefix = "twice" }

type Callback = extern "C-unwind" fn(i32) -> i32;

mod unwinding {
    unsafe extern "C-unwind" {
        pub safe fn relay(f: super::Callback, value: i32) -> i32;
    }
}

struct Announce;

impl Drop for Announce {
    fn drop(&mut self) {
        eprintln!("dropped");
    }
}

extern "C-unwind" fn even(value: i32) -> i32 {
    assert!(value % 2 == 0, "{value} is odd");
    value
}

#[inline(never)]
fn relayed(value: i32) -> i32 {
    let _pending = Announce;
    if value == 0 {
        return unwinding::relay(even, value);
    }
    unwinding::relay(even, value)
}

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn twice_even(value: i32) -> i32 {
    relayed(value)
}
"#;

/// The first of the two calls, which is never executed here, uses another declaration.
fn twice() -> String {
    let declared_again = r#"
mod not_unwinding {
    unsafe extern "C" {
        pub safe fn relay(f: super::Callback, value: i32) -> i32;
    }
}
"#;
    ONCE.replacen("return unwinding::relay", "return not_unwinding::relay", 1) + declared_again
}

/// Inlines the two calls into the frame of the guard.
fn in_the_guard(text: &str) -> String {
    text.replace("inline(never)", "inline(always)")
}

const CALLER: &str = r#"
#include <stdint.h>
#include <stdio.h>

int32_t relay(int32_t (*f)(int32_t), int32_t value);
int32_t twice_even(int32_t value);

int32_t relay(int32_t (*f)(int32_t), int32_t value) {
    return f(value);
}

int main(void) {
    printf("%d\n", (int)twice_even(8));
    fflush(stdout);
    printf("%d\n", (int)twice_even(7));
    return 0;
}
"#;

fn library(name: &str, text: &str, profile: &str) -> Output {
    target::require_unix("the library imports a function of the program, which a DLL cannot");
    let project = Project::new(name).lib(&["cdylib"]).file("src/lib.rs", text).profile(profile);
    project.build().expect_success()
}

fn run(library: &Output) -> Outcome {
    let program = Program::new("declared-twice").source("main.c", CALLER);
    let program = program.flag("-fexceptions").link(library.artifacts.cdylib()).build();
    let outcome = program.process().run();
    assert!(outcome.stderr.contains("7 is odd"), "{outcome}");
    outcome
}

/// Checks that both calls return, the second one with the fallback, after this number of destructors.
#[track_caller]
fn returns(library: &Output, drops: usize) {
    let outcome = run(library).expect_success();
    assert_eq!(outcome.stdout, "8\n-1\n", "{outcome}");
    assert_eq!(outcome.stderr.matches("dropped").count(), drops, "{outcome}");
}

#[track_caller]
fn warned(library: &Output) -> bool {
    let clashing = |code: &String| code == "clashing_extern_declarations";
    library.warnings().iter().any(|warning| warning.code.as_ref().is_some_and(clashing))
}

/// Only the call that returned has dropped its value.
#[test]
fn hazard_14_declared_twice_skips_destructors_when_optimised() {
    let library = library("hazard_14_twice", &twice(), "release");
    assert!(warned(&library), "{library}");
    returns(&library, 1);
}

/// The guard has no landing pad for a call that cannot unwind.
#[test]
fn hazard_14_declared_twice_in_the_frame_of_the_guard_aborts_when_optimised() {
    let library = library("hazard_14_twice_in_the_guard", &in_the_guard(&twice()), "release");
    assert!(warned(&library), "{library}");
    let outcome = run(&library).expect_aborted();
    assert!(outcome.stderr.contains(&refusal(3)), "{outcome}");
    assert_eq!((outcome.stderr.matches("dropped").count(), &*outcome.stdout), (1, "8\n"));
}

#[test]
fn hazard_14_declared_twice_and_not_optimised() {
    returns(&library("hazard_14_twice_dev", &twice(), "dev"), 2);
}

#[test]
fn hazard_14_declared_once() {
    for (name, text) in
        [("hazard_14_once", ONCE), ("hazard_14_once_in_the_guard", &in_the_guard(ONCE))]
    {
        let library = library(name, text, "release");
        assert!(!warned(&library), "{library}");
        returns(&library, 2);
    }
}
