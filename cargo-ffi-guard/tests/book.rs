//! Checks the chapters about this program. They are here, not with the other chapters, because they need the program.
#![forbid(unsafe_code)]
#![cfg(target_os = "linux")]

use ffi_guard_test_support::chapter;
use std::path::Path;

fn follow(path: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
    chapter::follow_with(path, program.parent().expect("a directory"));
}

#[test]
fn auditing() {
    follow("docs/auditing.md");
}

#[test]
fn headers() {
    follow("docs/headers.md");
}
