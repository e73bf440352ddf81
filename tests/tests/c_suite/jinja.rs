//! The example library `jinja` from C: functions of C that templates call, and what they do wrong.

use crate::suite::{Library, Linkage, Suite};

const UNCHECKED: Library = Library::Example("minijinja-capi", &[]);
const CHECKED: Library = Library::Example("minijinja-capi", &["checked-handles"]);

#[track_caller]
fn run_all(unit: &'static str, library: Library, linkage: Linkage) {
    Suite { unit, link: Some((library, linkage)), arguments: &[] }.run_all();
}

#[test]
fn unchecked() {
    run_all("jinja_suite.c", UNCHECKED, Linkage::Dynamic);
}

#[test]
fn unchecked_statically_linked() {
    run_all("jinja_suite.c", UNCHECKED, Linkage::Static);
}

#[test]
fn checked_handles() {
    run_all("jinja_suite.c", CHECKED, Linkage::Dynamic);
}

#[test]
fn misused_handles() {
    run_all("jinja_hostile.c", CHECKED, Linkage::Dynamic);
}
