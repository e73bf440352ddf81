//! Runs the demo as a user does: it reports that every case went as expected, and can report that one did not.
#![forbid(unsafe_code)]

use ffi_guard_test_support::child::{Outcome, Process};
#[cfg(all(target_os = "linux", target_env = "gnu"))]
use ffi_guard_test_support::target;

/// The title of each case, and its guarded cells: returned value, message, catching function, place.
const ROWS: [(&str, [&str; 4]); 7] = [
    ("an exported function", ["-1", "attempt to divide by zero", "demo_divide", "export.rs:"]),
    ("a callback C invoked", ["-1", "item has no price", "demo_price", "callback.rs:"]),
    ("a callback, in across_c", ["-1", "no weight is known", "outer frame", "carried.rs:"]),
    ("drop of the payload", ["-1", "panic payload is not a string", "demo_throw", "not known"]),
    ("drop of an argument", ["-1", "resource released twice", "demo_close", "resource.rs:"]),
    ("C's atexit", ["-1", "the log is closed", "demo_flush", "at_exit.rs:"]),
    ("10,000 concurrent calls", ["5,000 × -1", "odd argument", "demo_even", "threads.rs:"]),
];

/// How each unguarded process ends.
const ABORTED: &str = if cfg!(windows) { "0xC0000409" } else { "SIGABRT" };

const WIDTH: usize = 100;

fn demo() -> Process {
    Process::of_target(env!("CARGO_BIN_EXE_ffi-guard-demo").as_ref())
}

/// The two lines of the case.
#[track_caller]
fn row<'a>(outcome: &'a Outcome, case: &str) -> [&'a str; 2] {
    let mut lines = outcome.stdout.lines().skip_while(|line| !line.starts_with(case));
    let row = lines.next().zip(lines.next());
    row.unwrap_or_else(|| panic!("no row `{case}`\n{outcome}")).into()
}

/// The column at which the text begins, in characters.
#[track_caller]
fn column(line: &str, text: &str) -> usize {
    let at = line.find(text).unwrap_or_else(|| panic!("no `{text}` in `{line}`"));
    line[..at].chars().count()
}

#[test]
fn every_case_goes_as_expected() {
    let outcome = demo().run().expect_success();
    for (case, guarded) in ROWS {
        let row = row(&outcome, case).concat();
        let seen = [ABORTED, "lost", "done"];
        for text in seen.into_iter().chain(guarded) {
            assert!(row.contains(text), "no `{text}`\n{outcome}");
        }
    }
    assert!(outcome.stdout.contains("All 7 cases went as expected."), "{outcome}");
    assert!(outcome.stdout.contains("0 leaked panics, 0 crashes"), "{outcome}");
    assert_eq!(row(&outcome, "a call without panic")[0].matches(" ns").count(), 2, "{outcome}");
    assert_eq!(outcome.stderr, "", "the panics are kept quiet\n{outcome}");
}

#[test]
fn shows_which_cases_a_hand_written_catch_does_not_hold() {
    let outcome = demo().run().expect_success();
    for (case, by_hand) in [
        ("drop of the payload", true),
        ("drop of an argument", true),
        ("an exported function", false),
    ] {
        assert_eq!(row(&outcome, case)[1].contains("hand-written catch"), by_hand, "{outcome}");
    }
}

#[test]
fn the_table_is_aligned() {
    let outcome = demo().run().expect_success();
    let [header, header_below] = row(&outcome, "PANIC IN");
    for (case, [returned, message, caught_by, place]) in ROWS {
        let [row, below] = row(&outcome, case);
        assert_eq!(column(row, ABORTED), column(header, "ended by"), "{outcome}");
        assert_eq!(column(row, returned), column(header, "returned"), "{outcome}");
        assert_eq!(column(row, message), column(header, "message"), "{outcome}");
        assert_eq!(column(below, caught_by), column(header_below, "caught by"), "{outcome}");
        assert!(below.contains(&format!("{caught_by}, {place}")), "{outcome}");
    }
    assert!(outcome.stdout.lines().all(|line| line.chars().count() <= WIDTH), "{outcome}");
}

#[test]
fn refuses_arguments() {
    let outcome = demo().arg("--verbose").run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{outcome}");
}

/// With an `abort` that exits with status 0, no unguarded case dies as expected.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn fails_where_a_case_deviates() {
    if !target::is_native() {
        target::unavailable("preloads a library, which an emulator has no support for");
    }
    let source = "#define _POSIX_C_SOURCE 200809L\n\
                  #include <stdlib.h>\n\
                  #include <unistd.h>\n\
                  void abort(void) { _exit(0); }\n";
    let harmless_abort = ffi_guard_test_support::c::Program::new("an abort that does not abort")
        .source("abort.c", source)
        .flag("-shared")
        .flag("-fPIC")
        .build();
    let outcome = demo().env("LD_PRELOAD", harmless_abort.path()).run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    for (case, _) in ROWS {
        assert!(row(&outcome, case)[0].contains("status 0"), "{outcome}");
        let deviation = outcome.stdout.lines().find(|line| {
            line.starts_with("NOT AS EXPECTED") && line.contains(case) && line.contains(ABORTED)
        });
        assert!(deviation.is_some(), "no deviation of `{case}`\n{outcome}");
    }
    assert!(!outcome.stdout.contains("as expected."), "{outcome}");
}
