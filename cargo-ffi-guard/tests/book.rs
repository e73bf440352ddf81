//! The chapter about this program does what it says. Here and not with the others, because it needs the program.
#![forbid(unsafe_code)]
#![cfg(target_os = "linux")]

use ffi_guard_tests::chapter;
use std::path::Path;

#[test]
fn auditing() {
    let program = Path::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
    chapter::follow_with("docs/auditing.md", program.parent().expect("a folder"));
}
