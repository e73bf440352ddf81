//! Runs the experiments of the book and writes what they show into their chapter, `docs/experiments.md`.
//!
//! `cargo run -p ffi-guard-experiments` writes it. With `--check` it writes nothing, leaves out what is measured,
//! and fails where the chapter shows anything else than what is observed. A path names another copy of the chapter.
#![forbid(unsafe_code)]

mod calls;
mod chapter;
mod code;
mod experiment;
mod frames;
mod latency;
mod observation;
mod shim;
mod subject;
mod table;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ffi_guard_test_support::paths;

use crate::experiment::{ALL, Experiment, Kind};
use crate::subject::Subjects;

const CHAPTER: &str = "docs/experiments.md";
const CHECK: &str = "--check";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err("the chapter shows Linux on x86-64, and this is another platform".to_owned());
    }
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let check = arguments.first().is_some_and(|first| first == CHECK);
    if check {
        arguments.remove(0);
    }
    let path = match arguments.as_slice() {
        [] => paths::workspace().join(CHAPTER),
        [path] => PathBuf::from(path),
        _ => return Err(format!("expected [{CHECK}] [PATH], found {arguments:?}")),
    };
    let text = read(&path)?;
    chapter::check_markers(&text, &ALL)?;
    if check { compare(&text) } else { write(&path, text) }
}

/// Replaces every block of the chapter.
fn write(path: &Path, text: String) -> Result<(), String> {
    let subjects = Subjects::build();
    let written = ALL.iter().try_fold(text, |text, experiment| {
        chapter::replace(&text, experiment, &result(experiment, &subjects))
    })?;
    fs::write(path, written).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Compares every block that shows the same on each run.
fn compare(text: &str) -> Result<(), String> {
    let subjects = Subjects::build();
    let observed = ALL.iter().filter(|experiment| experiment.kind == Kind::Observed);
    let differences: Vec<String> = observed
        .filter_map(|experiment| {
            chapter::compare(text, experiment, &result(experiment, &subjects)).err()
        })
        .collect();
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
}

fn result(experiment: &Experiment, subjects: &Subjects) -> String {
    eprintln!("running: {}", experiment.name);
    (experiment.run)(subjects)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
