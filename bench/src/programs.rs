//! The C programs that call the subjects.

use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::paths;

use std::time::Duration;

use crate::cargo;

/// How a program links the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Linkage {
    Static,
    Shared,
    Loaded,
}

/// In the order of the tables.
pub(crate) const LINKAGES: [(Linkage, &str); 3] = [
    (Linkage::Static, "static library"),
    (Linkage::Shared, "shared library, linked"),
    (Linkage::Loaded, "shared library, `dlopen`"),
];

/// A built program.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) executable: Executable,
}

impl Caller {
    /// Returns a process of the program.
    pub(crate) fn process(&self, arguments: &[&str]) -> Process {
        self.executable.process().args(arguments).limit(Duration::from_secs(1200))
    }

    /// Runs the program and returns its output.
    ///
    /// # Errors
    ///
    /// Returns the outcome if it does not end with status 0.
    pub(crate) fn output(&self, arguments: &[&str]) -> Result<String, String> {
        let outcome = self.process(arguments).run();
        if outcome.succeeded() {
            Ok(outcome.stdout)
        } else {
            Err(format!("{arguments:?}: {outcome}"))
        }
    }
}

/// Builds `calls.c`, with all subjects or with the tracked ones.
///
/// # Errors
///
/// Returns the messages of cargo or the C compiler.
pub(crate) fn calls(linkage: Linkage, tracked: bool) -> Result<Caller, String> {
    let library = cargo::library(tracked)?;
    let mut program = program("calls.c", include_str!("../c/calls.c"));
    if tracked {
        program = program.flag("-DTRACKED");
    }
    program = match linkage {
        // cxx has a C++ library, which the linker must not drop because it comes before its user.
        Linkage::Static => {
            program.flag("-Wl,--no-as-needed").flag("-lstdc++").link(&library.archive)
        }
        Linkage::Shared => program.link(&library.shared),
        Linkage::Loaded => program.flag(&format!("-DBY_DLOPEN={:?}", library.shared)),
    };
    Ok(Caller { executable: program.try_build()? })
}

/// Builds `failures.c`.
///
/// # Errors
///
/// As [`calls`].
pub(crate) fn failures() -> Result<Caller, String> {
    linked("failures.c", include_str!("../c/failures.c"))
}

/// Builds `threads.c`.
///
/// # Errors
///
/// As [`calls`].
pub(crate) fn threads() -> Result<Caller, String> {
    linked("threads.c", include_str!("../c/threads.c"))
}

fn linked(name: &str, source: &str) -> Result<Caller, String> {
    let library = cargo::library(false)?;
    let executable = program(name, source).link(&library.shared).try_build()?;
    Ok(Caller { executable })
}

fn program(name: &str, source: &str) -> Program {
    let headers = paths::workspace().join("bench/c");
    Program::new(name)
        .source(name, source)
        .flag("-O2")
        .flag("-I")
        .flag(&headers.display().to_string())
}
