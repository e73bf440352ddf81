//! Compile-time messages, and code that must compile.
//!
//! `TRYBUILD=overwrite cargo test -p ffi-guard-tests --test ui` updates the expected messages. Read each of them from
//! the point of view of the author who gets it.
#![forbid(unsafe_code)]

use trybuild::TestCases;

/// Rejected code, which is only checked. A single `pass` case among them would make trybuild build all of them.
#[test]
fn refused() {
    let cases = TestCases::new();
    for theme in ["arguments", "signatures", "types", "hygiene"] {
        cases.compile_fail(format!("ui/{theme}/*.rs"));
    }
}

/// Accepted code, which must also run successfully.
#[test]
fn accepted() {
    TestCases::new().pass("ui/pass/*.rs");
}
