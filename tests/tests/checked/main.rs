//! Runs programs under the checker that `FFI_GUARD_CHECKER` names, or under memcheck if it is not set and Valgrind is
//! installed.
//!
//! Some tests show that the checker reports defects in C and in Rust; the others, that the code has none.
#![forbid(unsafe_code)]

mod callbacks;
mod defects;
mod handles;

use ffi_guard_test_support::checker::Checker;
use ffi_guard_test_support::skip;

/// Returns the checker, or announces that there is none.
fn checker() -> Option<Checker> {
    let checker = Checker::chosen().unwrap_or(Checker::Memcheck);
    let missing = checker.missing();
    if let Some(why) = &missing {
        skip::announce(&format!("runs under {checker:?}"), why);
    }
    missing.is_none().then_some(checker)
}
