//! The tests that look ahead to the next compilers.

use anyhow::Result;

use crate::ci::{Ci, succeeds};

/// Tests that unguarded exports are still refused. The snapshots of the same file have the words of the pinned compiler.
pub(crate) fn shadow(ci: &Ci) -> Result<()> {
    if !succeeds(ci.nightly("rustc").arg("--version")) {
        return ci.skip("the shadow on nightly", "no nightly toolchain is installed");
    }
    let tests = ["-p", "ffi-guard-tests", "--test", "ui_unguarded", "every_"];
    Ok(ci.nightly("cargo").arg("test").args(tests).run()?)
}
