//! Shows what happens to a process when Rust code that C called panics, with and without a guard.
//!
//! `cargo run -p ffi-guard-demo` prints a table. It exits with status 0 only if every case in `cases/` ended as expected.
#![forbid(unsafe_code)]

mod case;
mod cases;
mod child;
mod judge;
mod latency;
mod outcome;
mod pending;
mod table;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::case::{Case, Guarded};
use crate::child::Side;
use crate::outcome::Outcome;

// Quiet, because the messages of the panics would bury the table.
ffi_guard::ffi_library! { prefix = "demo", quiet = true }

const USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => show().unwrap_or(ExitCode::FAILURE),
        [flag, case, side] if flag == child::FLAG => child::run(case, side),
        _ => {
            eprintln!("ffi-guard-demo takes no arguments");
            ExitCode::from(USAGE)
        }
    }
}

/// Runs every case, and prints the table and each deviation.
fn show() -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    let rows: Vec<(&Case, Outcome)> = cases::ALL.iter().map(|case| (case, outcome(case))).collect();
    writeln!(out, "{}\n\n{}", table::INTRODUCTION, table::render(&rows))?;
    writeln!(out, "{}\n{}\n", table::NOTES, table::LATENCY_NOTE)?;
    let deviations: Vec<String> =
        rows.iter().flat_map(|(case, outcome)| judge::deviations(case, outcome)).collect();
    if deviations.is_empty() {
        writeln!(out, "All {} cases went as expected.", rows.len())?;
        return Ok(ExitCode::SUCCESS);
    }
    for deviation in deviations {
        writeln!(out, "NOT AS EXPECTED: {deviation}")?;
    }
    Ok(ExitCode::FAILURE)
}

fn outcome(case: &Case) -> Outcome {
    let unguarded = child::observe(case, Side::Unguarded);
    let guarded = match case.guarded {
        // A child runs first: if the guard did not hold, this process would die before it could report it.
        Guarded::Here(run) if child::survives(case) => run(),
        _ => child::report(case),
    };
    Outcome { unguarded, guarded }
}
