//! Row 11: `dlclose` of a library whose functions have panicked.

use crate::row::Row;
use crate::support::{program, run_by_hand};
use ffi_guard_test_support::child::Outcome;
use ffi_guard_test_support::{fixture, target};

pub(crate) const ROW: Row = Row {
    number: 11,
    hazard: "`dlclose` after a panic",
    without: "a thread-local with a destructor keeps the library mapped forever",
    guarded: Some(
        "the library is unmapped; if std's hook has printed a backtrace (`RUST_BACKTRACE=1` without `quiet`), its \
         file stays mapped as data",
    ),
    elsewhere: &[
        ("Windows", "the library is unmapped in each case"),
        ("musl", "`dlclose` unloads nothing"),
    ],
};

/// Loads the fixture, runs the case, and returns the outcome.
#[track_caller]
fn close(fixture_name: &str, case: &str, backtrace: Option<&str>) -> Outcome {
    target::require_unloading();
    let library = fixture::build(fixture_name);
    let program = program("unload.c", &[]);
    let mut process = program.process().arg(library.cdylib()).args([fixture_name, case]);
    if let Some(value) = backtrace {
        process = process.env("RUST_BACKTRACE", value);
    }
    process.run().expect_success()
}

#[track_caller]
fn unmaps(case: &str) {
    for name in ["brittle", "silent"] {
        let outcome = close(name, case, None);
        assert_eq!(outcome.stdout, "unmapped\n", "{name}: {outcome}");
    }
}

#[test]
fn hazard_11_by_hand_with_a_thread_local_that_has_a_destructor() {
    let outcome = run_by_hand("hazard_11_by_hand", "close").expect_success();
    let left = if target::is_windows() { "unmapped\n" } else { "mapped\n" };
    assert_eq!(outcome.stdout, left, "{outcome}");
}

#[test]
fn hazard_11_unmapped_after_panics_on_the_main_thread() {
    unmaps("on_main");
}

#[test]
fn hazard_11_unmapped_after_panics_on_another_thread() {
    unmaps("on_another_thread");
}

#[test]
fn hazard_11_unmapped_under_a_thread_that_lives_on() {
    unmaps("under_a_thread_that_lives_on");
}

#[test]
fn hazard_11_unmapped_with_an_error_callback_set() {
    unmaps("with_a_callback");
}

#[test]
fn hazard_11_unmapped_without_a_failure() {
    unmaps("without_a_failure");
}

#[test]
fn hazard_11_loaded_and_closed_a_hundred_times() {
    unmaps("again_and_again");
}

/// To print a backtrace, std's hook reads the library's debug information and keeps the file mapped, even after its
/// code has been unmapped. On Windows it does not.
#[test]
fn hazard_11_a_printed_backtrace_keeps_the_file_mapped() {
    for case in ["on_main", "on_another_thread"] {
        let outcome = close("brittle", case, Some("1"));
        assert!(outcome.stderr.contains("stack backtrace:"), "{outcome}");
        let left = if target::is_windows() { "unmapped\n" } else { "mapped as data\n" };
        assert_eq!(outcome.stdout, left, "{outcome}");
    }
}

#[test]
fn hazard_11_a_quiet_library_prints_no_backtrace_and_goes() {
    let outcome = close("silent", "on_main", Some("1"));
    assert_eq!((outcome.stderr.as_str(), outcome.stdout.as_str()), ("", "unmapped\n"), "{outcome}");
}
