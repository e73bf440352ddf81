//! `checker NAME`: exits with status 0 if this machine has all tools that the checker needs; otherwise prints what is
//! missing and exits with status 1.
#![forbid(unsafe_code)]

use std::env;
use std::process::ExitCode;

use ffi_guard_test_support::checker::Checker;

fn main() -> ExitCode {
    let Some(checker) = env::args().nth(1).and_then(|name| Checker::named(&name)) else {
        eprintln!("usage: checker memcheck|address|thread");
        return ExitCode::from(2);
    };
    match checker.missing() {
        None => ExitCode::SUCCESS,
        Some(why) => {
            println!("{why}");
            ExitCode::FAILURE
        }
    }
}
