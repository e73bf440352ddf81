//! Row 15: C jumps over guarded calls with `longjmp`. None of their code runs, so only later calls can detect it, if
//! calls are tracked.

mod inlined;

use crate::row::Row;
use crate::support::run_each;
use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::child::Outcome;
use ffi_guard_test_support::{fixture, skip, target};

pub(crate) const ROW: Row = Row {
    number: 15,
    hazard: "C jumps over exported functions with `longjmp`",
    without: "silent: no destructor runs, and locks stay held",
    guarded: Some(
        "the same; with the feature `track-frames`, the next call reports how many calls were abandoned and names the \
         innermost",
    ),
    elsewhere: &[("Windows", "the same; `track-frames` does not compile")],
};

/// Why these tests are not available on Windows.
const TRACKING: &str = "the feature `track-frames` does not compile";

/// Builds the C program with these features of the library.
fn program(unit: &str, profile: &str, features: &[&str]) -> Executable {
    let program = Program::new(unit).unit(unit);
    if !features.is_empty() {
        target::require_unix(TRACKING);
    }
    let library = fixture::build_with_features("track", profile, features);
    program.link(library.cdylib()).build()
}

/// Runs the tests with call tracking, in a debug and an optimized build.
#[track_caller]
fn passes(unit: &str, names: &[&str]) -> Vec<Outcome> {
    let run = |profile| run_each(&program(unit, profile, &["track-frames"]), names);
    ["dev", "release"].into_iter().flat_map(run).collect()
}

#[track_caller]
fn reports_nothing(unit: &str, names: &[&str]) {
    for outcome in passes(unit, names) {
        // A fibre that returned would end its process with status 0.
        assert_eq!(outcome.stdout, "nothing is reported\n", "{outcome}");
    }
}

#[test]
fn hazard_15_without_tracking() {
    for profile in ["dev", "release"] {
        for outcome in run_each(&program("longjmp.c", profile, &[]), &["silent"]) {
            assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), ("", ""), "{outcome}");
        }
    }
}

#[test]
fn hazard_15_the_number_of_abandoned_calls_is_exact() {
    passes("longjmp.c", &["one", "hundred", "eighty_thousand"]);
}

#[test]
fn hazard_15_found_at_the_end_of_an_outer_call() {
    passes("longjmp.c", &["under_a_live_call"]);
}

#[test]
fn hazard_15_exact_where_the_stack_is_overwritten() {
    passes("longjmp.c", &["overwritten", "found_from_below"]);
}

#[test]
fn hazard_15_nothing_has_failed() {
    passes("longjmp.c", &["last_error_stays"]);
}

#[test]
fn hazard_15_a_closure_that_c_calls() {
    passes("longjmp.c", &["closure"]);
}

#[test]
fn hazard_15_observers_may_make_guarded_calls() {
    passes("longjmp.c", &["observers"]);
}

/// The failures of observers do not become the last error of the thread, and do not keep other observers from receiving
/// the calls that were abandoned before.
#[test]
fn hazard_15_before_a_failure() {
    passes("longjmp.c", &["before_a_failure"]);
}

#[test]
fn hazard_15_fibres_are_not_taken_for_jumps() {
    target::require_contexts();
    reports_nothing("fibres.c", &["heap_stacks", "mmap_stacks", "migrating"]);
}

/// Documented as a limit of the feature.
#[test]
fn hazard_15_false_reports_of_fibres_within_the_stack_of_their_thread() {
    target::require_contexts();
    for outcome in passes("fibres.c", &["carved"]) {
        assert_eq!(outcome.stdout, "200 false reports of 794 calls\n", "{outcome}");
    }
}

#[test]
fn hazard_15_signals_are_not_taken_for_jumps() {
    reports_nothing("signals.c", &["alternate_stack", "storm"]);
}

#[test]
fn hazard_15_jumps_among_signals() {
    passes("signals.c", &["jump_out_of_a_handler", "storm_over_jumps"]);
}

/// The handler makes calls after each single instruction of a call, including its guard's instructions. Runs only in an
/// optimized build, because each instruction costs a signal.
#[test]
fn hazard_15_a_signal_after_each_instruction() {
    if !cfg!(target_arch = "x86_64") {
        return skip::announce("a signal after each instruction", "only x86-64 has a trap flag");
    }
    let program = program("stepping.c", "release", &["track-frames"]);
    let names = ["of_calls", "of_a_find_at_the_begin", "of_a_find_at_the_end"];
    for (name, outcome) in names.iter().zip(run_each(&program, &names)) {
        println!("{name}: {}", outcome.stdout);
    }
}

#[test]
fn hazard_15_over_a_fork() {
    reports_nothing("signals.c", &["over_a_fork"]);
}

#[test]
fn hazard_15_two_million_calls_that_return() {
    reports_nothing("signals.c", &["two_million_calls"]);
}
