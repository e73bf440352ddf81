//! Row 18: `fork` inside a guard, many threads, and many panics.

use crate::row::Row;
use crate::row_27_fork_while_failing::libgcc_first;
use crate::support::{program, run_each};
use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::{fixture, target};

pub(crate) const ROW: Row = Row {
    number: 18,
    hazard: "`fork` inside an exported function; 64 C threads, half of whose calls panic; a million panics",
    without: "SIGABRT at the first panic",
    guarded: Some(
        "parent and child receive the fallback; every failure is counted; memory use does not grow",
    ),
    elsewhere: &[("Windows", "0xC0000409 for SIGABRT; there is no `fork`")],
};

/// Uses an optimized build, because of the large number of calls.
fn memory() -> Executable {
    Program::new("memory.c")
        .unit("memory.c")
        .unit("../c/threads.c")
        .link(fixture::build_with_profile("silent", "release").cdylib())
        .build()
}

/// The reason why the memory of a process says nothing under an emulator.
const EMULATED: &str = "the memory of an emulated process includes the memory of the emulator";

#[test]
fn hazard_18_fork_inside_a_guard() {
    let names = ["both_panic", "neither_panics", "only_the_child_panics", "a_fork_inside_a_fork"];
    run_each(&program("forking.c", &["silent"]), &names);
}

#[test]
fn hazard_18_fork_while_other_threads_fail() {
    let program = libgcc_first(Program::new("forking.c").unit("forking.c"));
    let program = program.link(fixture::build("silent").cdylib()).build();
    run_each(&program, &["while_other_threads_fail"]);
}

#[test]
fn hazard_18_sixty_four_threads_of_ten_thousand_calls() {
    target::require_native(EMULATED);
    let outcomes = run_each(&memory(), &["many_threads"]);
    println!("{}", outcomes[0].stdout);
    assert_eq!(outcomes[0].stderr, "");
}

#[test]
fn hazard_18_a_million_panics_leave_no_memory() {
    target::require_native(EMULATED);
    let names =
        ["a_million_literals", "a_million_strings", "a_million_payloads", "a_million_of_all_kinds"];
    for (name, outcome) in names.iter().zip(run_each(&memory(), &names)) {
        println!("{name}: {}", outcome.stdout);
    }
}
