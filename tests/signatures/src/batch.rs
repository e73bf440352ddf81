//! Writes, builds and runs one generated library, and compares the results with the model.

use crate::planned::{self, Planned};
use crate::report::{self, Report};
use crate::{c, draw, rust, rust_caller};
use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::checker::Checker;
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;
use ffi_guard_test_support::project::Project;
use std::path::Path;
use std::time::Duration;

/// Settings shared by all batches of a run.
pub(crate) struct Setting<'a> {
    pub(crate) checker: Option<Checker>,
    /// The directory of a runtime other than the workspace's.
    pub(crate) runtime: Option<&'a Path>,
}

/// Runs a batch whose caller is written in C.
pub(crate) fn in_c(name: &str, seed: u64, count: usize, setting: &Setting<'_>) -> Report {
    let library = draw::library(seed, count);
    let planned = planned::planned(&library, seed);
    let source = c::program(&library, &planned);
    let mut project = project(name, &rust::library(&library), setting).file("main.c", &source);
    project = project.lib(&["cdylib"]);
    let built = project.build();
    if !built.success {
        return failed(count, format!("{name} (seed {seed}) does not compile: {built}"));
    }
    let program = Program::new(name).source("main.c", &source).flag("-O0");
    let program = program.link(built.artifacts.cdylib()).checked_by(setting.checker).build();
    let outcome = program.process().limit(LIMIT).run();
    let show = |planned: &Planned<'_>| c::line(&library, planned);
    compared(
        &planned,
        &outcome,
        count,
        |planned| rust::declaration(&library, planned.function),
        show,
    )
}

/// Far longer than a batch takes under any checker.
const LIMIT: Duration = Duration::from_secs(1800);

fn project(name: &str, library: &str, setting: &Setting<'_>) -> Project {
    let mut project =
        Project::new(name).file("src/lib.rs", library).file("src/support.rs", rust::SUPPORT);
    if let Some(runtime) = setting.runtime {
        project = project.runtime_at(runtime);
    }
    if let Some(checker) = setting.checker {
        project = project.checked_by(checker);
    }
    project
}

/// How a caller in Rust runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Interpreted by Miri.
    UnderMiri,
    /// Built and run by cargo.
    Compiled,
}

impl Caller {
    /// Returns the command that runs a package.
    fn command(self) -> Process {
        match self {
            Self::UnderMiri => Process::new("rustup")
                .args(["run", "nightly", "cargo", "miri", "run"])
                .env("CARGO_TARGET_DIR", paths::target().join("miri-signatures"))
                .env("RUSTUP_AUTO_INSTALL", "0"),
            Self::Compiled => Process::new("cargo")
                .args(["run", "--offline"])
                .env("CARGO_TARGET_DIR", paths::target().join("rust-signatures")),
        }
    }
}

/// Runs a batch whose caller is written in Rust.
pub(crate) fn in_rust(name: &str, seed: u64, count: usize, caller: Caller) -> Report {
    let library = draw::library(seed, count);
    let planned = planned::planned(&library, seed);
    let source = rust_caller::program(name, &library, &planned);
    let setting = Setting { checker: None, runtime: None };
    let project = project(name, &rust::library(&library), &setting).file("src/main.rs", &source);
    let manifest = project.lib(&["lib"]).write();
    let command = caller.command().apart_from_this_build();
    let outcome = command.args(["--quiet", "--manifest-path"]).arg(&manifest).limit(LIMIT).run();
    let show = |planned: &Planned<'_>| rust_caller::line(&library, planned);
    compared(
        &planned,
        &outcome,
        count,
        |planned| rust::declaration(&library, planned.function),
        show,
    )
}

fn compared(
    planned: &[Planned<'_>],
    outcome: &Outcome,
    count: usize,
    signature: impl Fn(&Planned<'_>) -> String,
    show: impl Fn(&Planned<'_>) -> String,
) -> Report {
    let end = (!outcome.succeeded())
        .then(|| format!("{:?} {:?}\n{}", outcome.code, outcome.signal, outcome.stderr));
    let mut report = report::compare(planned, &outcome.stdout, end.as_deref(), signature, show);
    report.signatures = count;
    report
}

fn failed(count: usize, why: String) -> Report {
    Report { signatures: count, mismatches: vec![why], ..Report::default() }
}
