//! The example `semver-capi`: checks its README, and that it is much shorter than the same API written by hand.
#![forbid(unsafe_code)]

use ffi_guard_test_support::{lines, paths};
use std::fs;

#[test]
fn at_most_half_the_lines_of_the_same_by_hand() {
    let (example, by_hand) = (
        lines::in_package("examples/semver-capi"),
        lines::in_package("tests/fixtures/semver-by-hand"),
    );
    println!("the example has {example} lines, the same by hand {by_hand}");
    assert!(example > 100, "{example} lines cannot be the whole example");
    assert!(2 * example <= by_hand, "{example} lines, and by hand {by_hand}");
    let readme = paths::workspace().join("examples/semver-capi/README.md");
    let readme = fs::read_to_string(readme).expect("the README can be read");
    let said = format!("{example} lines here, {by_hand} by hand");
    assert!(readme.contains(&said), "the README does not say: {said}");
}

/// The commands of the README are for Linux.
#[cfg(target_os = "linux")]
#[test]
fn the_readme() {
    ffi_guard_test_support::chapter::follow("examples/semver-capi/README.md");
}
