//! Helpers for several rows.

use ffi_guard::Error;
use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::cargo::Artifacts;
use ffi_guard_test_support::child::{self, Outcome, Process};
use ffi_guard_test_support::fixture;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::target;

/// Returns a process that runs the test `$name` of the same file again.
macro_rules! this_test {
    ($name:ident) => {
        $crate::support::again(module_path!(), stringify!($name))
    };
}
pub(crate) use this_test;

/// The implementation of [`this_test`].
#[track_caller]
pub(crate) fn again(module: &str, name: &str) -> Process {
    let module = module.split_once("::").expect("a module below the crate's root").1;
    child::this_test(&format!("{module}::{name}"))
}

/// Returns the message that std prints when the unwinder refuses to unwind, with the code of the unwinder. The libgcc of
/// aarch64 returns another number each time.
pub(crate) fn refusal(code: u8) -> String {
    let code =
        if target::triple().starts_with("aarch64") { String::new() } else { code.to_string() };
    format!("failed to initiate panic, error {code}")
}

/// Checks that a panic has reached a C boundary without a guard.
#[track_caller]
pub(crate) fn expect_refused_to_unwind(outcome: Outcome) -> Outcome {
    let outcome = outcome.expect_aborted();
    // The message depends on the frames between the panic and the boundary.
    let refusals = ["panic in a function that cannot unwind".to_owned(), refusal(5), refusal(3)];
    let refused = refusals.iter().any(|text| outcome.stderr.contains(text));
    assert!(refused, "none of {refusals:?}\n{outcome}");
    outcome
}

/// Returns the last error of this thread.
#[track_caller]
pub(crate) fn last_error() -> Error {
    ffi_guard::last_error().expect("no error on this thread")
}

/// Returns the line of a failure, or 0 if its location is unknown.
pub(crate) fn line_of(error: &Error) -> u32 {
    error.location().map_or(0, |location| location.line())
}

/// Returns the program `unit` of `csrc/programs/`, linked to the dynamic libraries of these fixtures.
#[track_caller]
pub(crate) fn program(unit: &str, fixtures: &[&str]) -> Executable {
    link(unit, fixtures.iter().map(|name| fixture::build(name)))
}

/// The program `unit` of `csrc/programs/`, linked to both twins' dynamic libraries.
#[track_caller]
pub(crate) fn program_of_twins(unit: &str) -> Executable {
    target::require_unix("both libraries are `twins.dll`, and a program links one DLL of a name");
    link(unit, ["north", "south"].into_iter().map(fixture::build_twin))
}

#[track_caller]
fn link(unit: &str, libraries: impl Iterator<Item = Artifacts>) -> Executable {
    let program = Program::new(unit).unit(unit);
    libraries.fold(program, |program, library| program.link(library.cdylib())).build()
}

/// Runs each test of a C program in its own process. The outcomes are in the order of the names.
#[track_caller]
pub(crate) fn run_each(program: &Executable, names: &[&str]) -> Vec<Outcome> {
    names.iter().map(|name| program.process().arg(name).run().expect_success()).collect()
}

/// A simple guard written by hand that stores the text of the latest panic.
pub(crate) const BY_HAND: &str = r#"
use std::cell::RefCell;
use std::panic::catch_unwind;

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

#[unsafe(no_mangle)]
pub extern "C" fn by_hand_even(value: i32) -> i32 {
    let even = || {
        assert!(value % 2 == 0, "{value} is odd");
        value
    };
    catch_unwind(even).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<String>().cloned().unwrap_or_default();
        LAST.with(|last| last.replace(text));
        -1
    })
}
"#;

/// Runs a test of `by_hand.c` with a library that keeps its error in a thread-local with a destructor.
pub(crate) fn run_by_hand(name: &str, test: &str) -> Outcome {
    let project = Project::new(name).without_runtime().lib(&["cdylib"]).file("src/lib.rs", BY_HAND);
    let library = project.build().expect_success();
    let program = program("by_hand.c", &[]);
    program.process().arg(library.artifacts.cdylib()).arg(test).run()
}
