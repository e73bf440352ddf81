//! Runs the tests of the registry of checked handles, in which many threads use few values, under the checker.

use crate::callbacks::nothing_is_found;
use crate::checker;

#[test]
fn the_registry_of_handles() {
    let Some(checker) = checker() else { return };
    nothing_is_found(checker, &["-p", "ffi-guard-core", "--lib", "handle::"]);
}
