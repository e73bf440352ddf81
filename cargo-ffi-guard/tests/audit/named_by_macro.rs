//! Records have the symbols that a macro of the author names, and only the error functions that `ffi_library!` exports.

use crate::support::{file, report, verdicts};
use cargo_ffi_guard::header::{self, Options};
use ffi_guard_test_support::{fixture, paths};

const EXPORTS: [(&str, &str); 8] = [
    ("px_below_hundred", "attribute"),
    ("px_below_ten", "attribute"),
    ("px_counter_at_zero", "attribute"),
    ("px_counter_count", "attribute"),
    ("px_counter_free", "attribute"),
    ("px_half", "attribute"),
    ("px_length", "attribute"),
    ("px_version", "allowed"),
];
const ERRORS: [(&str, &str); 5] = [
    ("forget_failure", "attribute"),
    ("px_failure", "attribute"),
    ("px_last_error_backtrace", "attribute"),
    ("px_last_error_message", "attribute"),
    ("px_set_error_callback", "attribute"),
];

#[track_caller]
fn check(fixture: &str, expected: &[(&str, &str)]) {
    let library = fixture::build(fixture);
    for artifact in [library.cdylib(), library.staticlib()] {
        let report = report(artifact, &[]);
        let mut expected: Vec<_> = expected.to_vec();
        expected.sort_unstable();
        let verdicts = verdicts(&report);
        let found: Vec<(&str, &str)> =
            verdicts.iter().map(|(symbol, state)| (symbol.as_str(), state.as_str())).collect();
        assert_eq!(found, expected, "{}", artifact.display());
        assert_eq!(report["clean"], true, "{report}");
    }
}

#[test]
fn a_library_without_error_functions() {
    check("prefixed", &EXPORTS);
}

#[test]
fn a_library_that_forwards_to_it() {
    check("forwarding", &[&EXPORTS[..], &ERRORS[..]].concat());
}

#[test]
fn the_header_declares_the_error_functions_under_their_names() {
    let library = fixture::build("forwarding");
    let crate_folder = paths::workspace().join("tests/fixtures/forwarding");
    let generated = header::generate(&Options::new(crate_folder)).expect("a header");
    let (_folder, header) = file("px.h", generated.text().as_bytes());
    let report = report(library.cdylib(), &["--header", &header.display().to_string()]);
    let mut undeclared = Vec::new();
    for mismatch in report["mismatches"].as_array().expect("mismatches") {
        assert_eq!(mismatch["disagreement"], "exported-not-declared", "{mismatch}");
        undeclared.push(mismatch["symbol"].as_str().expect("a symbol"));
    }
    let of_the_other_crate: Vec<&str> = EXPORTS.iter().map(|(symbol, _)| *symbol).collect();
    assert_eq!(undeclared, of_the_other_crate);
}
