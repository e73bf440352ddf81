//! Runs the commands of the chapters. Those that need `cargo ffi-guard` run in the tests of that package.
#![forbid(unsafe_code)]
// The commands are for Linux, because of linker options and names of shared libraries.
#![cfg(target_os = "linux")]

use ffi_guard_test_support::chapter;

#[test]
fn signatures() {
    chapter::follow("docs/signatures.md");
}

#[test]
fn handles() {
    chapter::follow("docs/handles.md");
}

#[test]
fn observing() {
    chapter::follow("docs/observing.md");
}

#[test]
fn callbacks() {
    chapter::follow("docs/callbacks.md");
}
