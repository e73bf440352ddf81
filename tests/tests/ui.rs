//! What the compiler says to authors, and what it accepts.
//!
//! `TRYBUILD=overwrite cargo test -p ffi-guard-tests --test ui` writes the expected messages anew: read each
//! of them as the author who gets it would.
#![forbid(unsafe_code)]

use trybuild::TestCases;

/// Refused: only checked, not built. One pass case among them would make all of them be built.
#[test]
fn refused() {
    let cases = TestCases::new();
    for theme in ["arguments", "signatures", "types", "hygiene"] {
        cases.compile_fail(format!("ui/{theme}/*.rs"));
    }
}

/// Accepted, and right when run.
#[test]
fn accepted() {
    TestCases::new().pass("ui/pass/*.rs");
}
