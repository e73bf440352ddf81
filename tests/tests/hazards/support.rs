//! What several rows need.

use ffi_guard::Error;
use ffi_guard_tests::c::{Executable, Program};
use ffi_guard_tests::child::{self, Outcome, Process};
use ffi_guard_tests::fixture;
use ffi_guard_tests::project::Project;

/// The test `$name` of the same file again, in a process of its own.
macro_rules! this_test {
    ($name:ident) => {
        $crate::support::again(module_path!(), stringify!($name))
    };
}
pub(crate) use this_test;

/// See [`this_test`].
#[track_caller]
pub(crate) fn again(module: &str, name: &str) -> Process {
    let module = module.split_once("::").expect("a module below the crate's root").1;
    child::this_test(&format!("{module}::{name}"))
}

/// What std prints when a panic comes to a frame that it cannot pass. Which one it is depends on the frames
/// between the panic and the boundary.
const REFUSALS: [&str; 3] = [
    "panic in a function that cannot unwind",
    "failed to initiate panic, error 5",
    "failed to initiate panic, error 3",
];

/// The outcome of a panic that came to a C boundary with no guard.
#[track_caller]
pub(crate) fn expect_refused_to_unwind(outcome: Outcome) -> Outcome {
    let outcome = outcome.expect_aborted();
    let refused = REFUSALS.iter().any(|text| outcome.stderr.contains(text));
    assert!(refused, "none of {REFUSALS:?}\n{outcome}");
    outcome
}

/// The latest failure of this thread.
#[track_caller]
pub(crate) fn last_error() -> Error {
    ffi_guard::last_error().expect("a failure on this thread")
}

/// The line of a failure, 0 where its place is not known.
pub(crate) fn line_of(error: &Error) -> u32 {
    error.location().map_or(0, |location| location.line())
}

/// The program `unit` of `csrc/programs/`, linked to these fixtures' dynamic libraries.
#[track_caller]
pub(crate) fn program(unit: &str, fixtures: &[&str]) -> Executable {
    let program = fixtures.iter().fold(Program::new(unit).unit(unit), |program, name| {
        program.link(fixture::build(name).cdylib())
    });
    program.build()
}

/// Runs each test of a C program in a process of its own; the outcomes are in the order of the names.
#[track_caller]
pub(crate) fn run_each(program: &Executable, names: &[&str]) -> Vec<Outcome> {
    names.iter().map(|name| program.process().arg(name).run().expect_success()).collect()
}

/// A guard by hand that keeps the text of the latest panic as one would at first.
const BY_HAND: &str = r#"
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
