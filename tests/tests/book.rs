//! The chapters of the book do what they say, command by command. `docs/hazards.md` is held by the rows it is made of.
#![forbid(unsafe_code)]
// Their commands are those of Linux: the linker's options, the names of shared libraries.
#![cfg(target_os = "linux")]

use ffi_guard_tests::chapter;

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
