//! Runs the tests of the registry of checked handles under the checker. Many threads use few values there.

use crate::callbacks::nothing_is_found;
use crate::checker;

#[test]
fn the_registry_of_handles() {
    let Some(checker) = checker() else { return };
    nothing_is_found(checker, &["-p", "ffi-guard-core", "--lib", "handle::"]);
}
