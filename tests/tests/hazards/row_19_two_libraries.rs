//! Row 19: two Rust libraries, each with its own std, one panicking into the other.

use crate::row::Row;
use crate::support::{program, run_each};

pub(crate) const ROW: Row = Row {
    number: 19,
    hazard: "a panic goes from one Rust library into another that has its own std",
    without: "destructors run, then SIGABRT: \"Rust cannot catch foreign exceptions\"",
    guarded: Some("each library's functions are guarded, so that none lets a panic out"),
};

/// The guard of the library that is unwound into cannot help.
#[test]
fn hazard_19_a_foreign_panic_aborts() {
    let program = program("edges.c", &["north", "south"]);
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
    let program = program("edges.c", &["north", "south"]);
    run_each(&program, &["south_gets_a_fallback_of_north", "to_and_fro"]);
}
