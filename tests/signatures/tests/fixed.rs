//! Runs the set of signatures that must pass before a merge, and checks signatures that must not compile.
#![forbid(unsafe_code)]

use ffi_guard_signatures::{FIXED, FIXED_SEED, REFUSED, Run, accepted};
use ffi_guard_test_support::checker::Checker;

#[test]
fn every_call_comes_to_what_the_model_says() {
    let checker = Checker::chosen();
    let run =
        Run { name: "signatures_fixed", seed: FIXED_SEED, count: FIXED, checker, runtime: None };
    let report = run.in_c();
    assert!(report.mismatches.is_empty(), "{report}");
    assert!(
        report.signatures >= 500 && report.refused > report.passed && report.failed > 0,
        "{report}"
    );
}

#[test]
fn what_must_not_compile_does_not() {
    for rule in REFUSED {
        let accepted = accepted("signatures_refused", rule, FIXED_SEED, None);
        assert!(accepted.is_empty(), "{rule:?}: {}", accepted.join("\n"));
    }
}
