//! Checks the chapters of the book by running their commands. `docs/hazards.md` is checked by the tests of its rows.
#![forbid(unsafe_code)]
// The commands use linker options and shared library names of Linux.
#![cfg(target_os = "linux")]

use ffi_guard_test_support::chapter;

#[test]
fn new_library() {
    chapter::follow("docs/new-library.md");
}

#[test]
fn existing_library() {
    chapter::follow("docs/existing-library.md");
}

#[test]
fn signatures() {
    chapter::follow("docs/signatures.md");
}

#[test]
fn handles() {
    chapter::follow("docs/handles.md");
}

#[test]
fn callbacks() {
    chapter::follow("docs/callbacks.md");
}
