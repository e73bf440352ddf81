//! Row 19: a panic unwinds from one Rust library into another; each has its own std.

use crate::row::Row;
use crate::support::{program_of_twins, run_each};

pub(crate) const ROW: Row = Row {
    number: 19,
    hazard: "a panic unwinds from one Rust library into another that has its own std",
    without: "destructors run, then SIGABRT: \"Rust cannot catch foreign exceptions\"",
    guarded: Some("no panic leaves a library whose functions are guarded"),
    elsewhere: &[("Windows", "not observed, because a program links one DLL of a name")],
};

/// A guard in the library that the panic unwinds into cannot help.
#[test]
fn hazard_19_a_foreign_panic_aborts() {
    let program = program_of_twins("edges.c");
    for (case, from) in
        [("south_gets_a_panic_of_north", "north"), ("north_gets_a_panic_of_south", "south")]
    {
        let outcome = program.process().arg(case).run().expect_aborted();
        assert!(outcome.stderr.contains("Rust cannot catch foreign exceptions"), "{outcome}");
        assert!(outcome.stderr.contains(&format!("dropped: {from}_throw")), "{outcome}");
    }
}

#[test]
fn hazard_19_a_guard_at_each_edge() {
    let program = program_of_twins("edges.c");
    run_each(&program, &["south_gets_a_fallback_of_north", "to_and_fro"]);
}
