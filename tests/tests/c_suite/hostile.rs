//! C that is wrong in every way that can be told: random calls, which the seed decides.

use crate::suite::{Library, Linkage, Suite};

const CALLS: &str = "100000";

/// The program says which call was answered wrongly, and with which seed.
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

/// Every handle of the library is checked, so that C can do nothing with one that would be undefined.
const CHECKED: Library = Library::Example("semver-capi", &["checked-handles"]);

#[test]
fn random_handles() {
    survived("hostile.c", CHECKED, &["1", CALLS]);
}

#[test]
fn random_handles_on_four_threads() {
    survived("hostile.c", CHECKED, &["1", CALLS, "4"]);
}
