//! The registry of checked handles, whose tests let many threads use few values: no invalid access, no leak, no race.

use crate::callbacks::nothing_is_found;
use crate::checker;

#[test]
fn the_registry_of_handles() {
    let Some(checker) = checker() else { return };
    nothing_is_found(checker, &["-p", "ffi-guard-core", "--lib", "handle::"]);
}
