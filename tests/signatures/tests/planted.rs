//! Checks that the fuzzer detects defects in a copy of the runtime.
#![forbid(unsafe_code)]

use ffi_guard_signatures::{FIXED_SEED, Plant, Report, Rule, Run, accepted, plant};

/// Enough signatures for each defect to appear.
const COUNT: usize = 40;

fn run(planted: Plant, name: &str) -> Report {
    let runtime = plant(planted).expect("the defect can be planted");
    let runtime = Some(runtime.as_path());
    Run { name, seed: FIXED_SEED, count: COUNT, checker: None, runtime }.in_c()
}

#[test]
fn data_of_a_closure_that_is_destroyed_twice() {
    let report = run(Plant::Destroy, "signatures_destroy");
    let found = |mismatch: &String| mismatch.contains("differs in the memory after the call");
    assert!(report.mismatches.iter().any(found), "{report}");
}

/// Checks that a call was not rejected although it had to be for this reason.
#[track_caller]
fn expect_found(report: &Report, reason: &str) {
    assert!(report.calls > 0, "nothing was called: {report}");
    let expected = format!(", {reason})");
    let found = report.mismatches.iter().any(|mismatch| mismatch.contains(&expected));
    assert!(found, "{report}");
}

#[test]
fn arguments_that_may_overlap() {
    let report = run(Plant::Overlap, "signatures_overlap");
    expect_found(&report, "Overlap");
}

#[test]
fn a_null_pointer_that_is_followed() {
    let report = run(Plant::Null, "signatures_null");
    expect_found(&report, "Null");
}

#[test]
fn a_name_of_a_number_that_stands_for_another_type() {
    let runtime = plant(Plant::Alias).expect("the defect can be planted");
    let accepted = accepted("signatures_alias", Rule::Alias, FIXED_SEED, Some(&runtime));
    assert!(!accepted.is_empty());
}
