//! Random calls from C with every kind of detectable error. A seed determines the calls.

use crate::suite::{Library, Linkage, Suite};

const CALLS: &str = "100000";

/// On failure, the program prints the wrong call and the seed.
#[track_caller]
fn survived(unit: &'static str, library: Library, arguments: &[&str]) {
    let suite = Suite { unit, link: Some((library, Linkage::Dynamic)), arguments: &[] };
    let outcome = suite.build().process().args(arguments).run();
    assert!(outcome.succeeded(), "{unit} {arguments:?}: {outcome}");
    assert_eq!(outcome.stdout, "", "{unit} {arguments:?}");
}

#[test]
fn random_values() {
    survived("hostile_values.c", Library::Fixture("convert"), &["1", CALLS]);
}

/// All handles of the library are checked, so that no use of a handle in C causes undefined behavior.
const CHECKED: Library = Library::Example("semver-capi", &["checked-handles"]);

#[test]
fn random_handles() {
    survived("hostile.c", CHECKED, &["1", CALLS]);
}

#[test]
fn random_handles_on_four_threads() {
    survived("hostile.c", CHECKED, &["1", CALLS, "4"]);
}
