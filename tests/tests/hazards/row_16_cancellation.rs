//! Row 16: a thread is cancelled, or exits, inside an exported function. Both unwind its frames with a forced unwind,
//! which must not be caught.

use crate::row::Row;
use crate::support::{expect_refused_to_unwind, program, run_each};
use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::child::Outcome;
use ffi_guard_test_support::{fixture, target};

pub(crate) const ROW: Row = Row {
    number: 16,
    hazard: "`pthread_cancel` or `pthread_exit` inside an exported function",
    without: "SIGABRT: a forced unwind reaches a function that cannot unwind",
    guarded: Some(
        "with `no_cancel`: the value or the fallback, and the thread is cancelled at its next cancellation point \
         in C; without it, and for `pthread_exit`, SIGABRT: \"exception not rethrown\"",
    ),
    elsewhere: &[
        (
            "Windows",
            "not observed: `no_cancel` does not compile, because there is no `pthread_cancel`",
        ),
        ("musl", "for SIGABRT, the thread ends: no frame is unwound, and no destructor runs"),
    ],
};

const UNIT: &str = "cancel.c";

/// Uses an optimized fixture, as users ship it.
fn optimised() -> Executable {
    let library = fixture::build_with_profile("cancel", "release");
    Program::new("cancel-optimised").unit(UNIT).link(library.cdylib()).build()
}

/// Runs tests that check the results, the destructors and the cancellation state of the thread.
#[track_caller]
fn passes(names: &[&str]) -> Vec<Outcome> {
    let mut outcomes = run_each(&program(UNIT, &["cancel"]), names);
    outcomes.extend(run_each(&optimised(), names));
    outcomes
}

#[track_caller]
fn dies_in(program: &Executable, name: &str) -> Outcome {
    let outcome = program.process().arg(name).run().expect_aborted();
    assert!(!outcome.stdout.contains("joined"), "{outcome}");
    outcome
}

/// Whether the C library ends a thread without unwinding its frames. The thread then ends without a result.
#[track_caller]
fn ends_silently(program: &Executable, name: &str) -> bool {
    if target::is_musl() {
        let outcome = program.process().arg(name).run().expect_success();
        assert_eq!(outcome.stdout, "joined after 0\n", "{outcome}");
    }
    target::is_musl()
}

#[track_caller]
fn expect_not_rethrown(program: &Executable, name: &str) {
    if ends_silently(program, name) {
        return;
    }
    let outcome = dies_in(program, name);
    assert!(outcome.stderr.contains("FATAL: exception not rethrown"), "{outcome}");
}

#[test]
fn hazard_16_without_a_guard() {
    let (program, optimised) = (program(UNIT, &["cancel"]), optimised());
    for (program, name) in
        [(&program, "unguarded"), (&program, "exit_inside_unguarded"), (&optimised, "unguarded")]
    {
        if !ends_silently(program, name) {
            expect_refused_to_unwind(dies_in(program, name));
        }
    }
}

#[test]
fn hazard_16_cancelled_in_a_guard_that_does_not_defer() {
    for program in [program(UNIT, &["cancel"]), optimised()] {
        expect_not_rethrown(&program, "at_once");
    }
}

#[test]
fn hazard_16_deferred_over_the_body() {
    passes(&["value", "value_of_the_rust_form"]);
}

/// The cancellation also stays pending during unwinding, the panic message, the observers and the fallback.
#[test]
fn hazard_16_deferred_over_a_panic() {
    for outcome in passes(&["constant_fallback", "closure_fallback"]) {
        assert!(outcome.stderr.contains("7 is odd"), "{outcome}");
    }
}

#[test]
fn hazard_16_the_state_of_before_is_restored() {
    passes(&["disabled_before", "nested", "not_cancelled"]);
}

/// The message explains the abort, instead of "exception not rethrown".
#[test]
fn hazard_16_deferred_over_an_abort() {
    for program in [program(UNIT, &["cancel"]), optimised()] {
        let outcome = dies_in(&program, "or_abort");
        let message = "7 is odd; it has no fallback value, so the process aborts";
        assert!(outcome.stderr.contains(message), "{outcome}");
        assert!(!outcome.stderr.contains("FATAL"), "{outcome}");
    }
}

/// An exit is not deferred. Tested without optimization: if the body only calls C, which cannot panic, the optimizer
/// removes every catch, and the thread ends without running its destructors.
#[test]
fn hazard_16_a_thread_that_exits_in_a_guard() {
    let program = program(UNIT, &["cancel"]);
    for name in ["exit_inside", "exit_inside_deferred"] {
        expect_not_rethrown(&program, name);
    }
}
