//! Tests of the command line, without measurements.
#![forbid(unsafe_code)]

use ffi_guard_test_support::child::{Outcome, Process};

fn bench(arguments: &[&str]) -> Outcome {
    Process::new(env!("CARGO_BIN_EXE_ffi-guard-bench")).args(arguments).run()
}

#[test]
fn lists_its_sections() {
    let outcome = bench(&["--list"]).expect_success();
    let names: Vec<&str> =
        outcome.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names.len(), 10, "{outcome}");
    assert!(names.contains(&"instructions") && names.contains(&"bytes"), "{outcome}");
}

#[test]
fn an_unknown_section_is_refused_before_anything_is_measured() {
    let outcome = bench(&["--only", "calls,nonsense"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("`nonsense`") && !outcome.stderr.contains("[1/"), "{outcome}");
}

#[test]
fn a_report_of_what_was_measured_last_can_be_written_anywhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_str().expect("its name is text");
    let outcome = bench(&["--report", "--quick", "--out", path]).expect_success();
    let page = std::fs::read_to_string(folder.path().join("benchmarks.md")).expect("the page");
    for title in ["# Benchmarks", "## Summary", "## The libraries", "## Machine and dates"] {
        assert!(page.contains(title), "{title} is missing\n{page}\n{outcome}");
    }
}
