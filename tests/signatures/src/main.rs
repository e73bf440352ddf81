//! Runs the fuzzer: `cargo run -p ffi-guard-signatures -- --seed 7 --count 5000 --checker address`.
#![forbid(unsafe_code)]

use ffi_guard_signatures::{
    Caller, FIXED, FIXED_SEED, Plant, Rule, Run, UNDER_MIRI, accepted, plant,
};
use ffi_guard_test_support::checker::Checker;
use ffi_guard_test_support::skip;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
usage: ffi-guard-signatures [--seed N] [--count N] [--checker address|memcheck|thread|none|miri|rust]
                            [--plant alias|overlap|null|destroy] [--keep]

Without arguments: the set that is run before a merge. `--checker miri` calls from Rust, under Miri; `--checker
rust` calls from Rust, without Miri. `--plant` puts a
defect into a copy of the runtime, which the run then has to report. `--keep` gives the generated packages names of
their own in target/tests/packages, so that the next run does not overwrite them.";

/// The command line arguments.
#[derive(Default)]
struct Options {
    seed: Option<u64>,
    count: Option<usize>,
    checker: Option<Checker>,
    caller: Option<Caller>,
    plant: Option<Plant>,
    keep: bool,
}

fn main() -> ExitCode {
    let Some(options) = options(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if let Some(why) = options.checker.and_then(Checker::missing) {
        skip::announce("the signatures", &why);
        return ExitCode::SUCCESS;
    }
    match options.plant.map(plant).transpose() {
        Ok(runtime) => run(&options, runtime),
        Err(error) => {
            eprintln!("the defect cannot be planted: {error}");
            ExitCode::from(2)
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Option<Options> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next() {
        if argument == "--keep" {
            options.keep = true;
            continue;
        }
        let value = arguments.next()?;
        match (argument.as_str(), value.as_str()) {
            ("--seed", value) => options.seed = Some(value.parse().ok()?),
            ("--count", value) => options.count = Some(value.parse().ok()?),
            ("--checker", "none") => {}
            ("--checker", "miri") => options.caller = Some(Caller::UnderMiri),
            ("--checker", "rust") => options.caller = Some(Caller::Compiled),
            ("--checker", name) => options.checker = Some(Checker::named(name)?),
            ("--plant", name) => options.plant = Some(Plant::named(name)?),
            _ => return None,
        }
    }
    Some(options)
}

fn run(options: &Options, runtime: Option<PathBuf>) -> ExitCode {
    let seed = options.seed.unwrap_or(FIXED_SEED);
    let runtime = runtime.as_deref();
    if options.plant == Some(Plant::Alias) {
        let accepted = accepted("signatures_planted", Rule::Alias, seed, runtime);
        accepted.iter().for_each(|signature| println!("compiles: {signature}"));
        println!("{} reports", accepted.len());
        return status(accepted.is_empty());
    }
    let mut name =
        if options.caller.is_some() { "signatures_miri" } else { "signatures" }.to_owned();
    if options.plant.is_some() {
        name.push_str("_planted");
    }
    if options.keep {
        name.push_str(&format!("_{seed}"));
    }
    let count = if options.caller.is_some() { UNDER_MIRI } else { FIXED };
    let count = options.count.unwrap_or(count);
    let run = Run { name: &name, seed, count, checker: options.checker, runtime };
    let report = options.caller.map_or_else(|| run.in_c(), |caller| run.in_rust(caller));
    println!("{report}");
    status(report.mismatches.is_empty())
}

fn status(good: bool) -> ExitCode {
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
