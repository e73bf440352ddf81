//! Runs under the checker that `FFI_GUARD_CHECKER` names; without it, under memcheck where valgrind is installed.
//!
//! First that a checker reports what is wrong, in C and in Rust, then that nothing is.
#![forbid(unsafe_code)]

mod callbacks;
mod defects;
mod handles;

use ffi_guard_tests::checker::Checker;
use ffi_guard_tests::skip;

/// The checker; `None` where there is none, which is announced.
fn checker() -> Option<Checker> {
    let checker = Checker::chosen().unwrap_or(Checker::Memcheck);
    let missing = checker.missing();
    if let Some(why) = &missing {
        skip::announce(&format!("runs under {checker:?}"), why);
    }
    missing.is_none().then_some(checker)
}
