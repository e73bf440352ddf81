//! Tools that observe a running program and end it with a distinct exit status when they find a defect.
//!
//! `FFI_GUARD_CHECKER` (`memcheck`, `address` or `thread`) builds the fixtures and C programs of a test run for a
//! checker, and runs them under it. This turns any test of C programs into a test for memory errors or data races.
//!
//! Rust's nightly toolchain provides the sanitizers, for C too: gcc emits the same runtime calls as rustc, and the
//! program is linked to a single copy of Rust's sanitizer runtime.

mod memcheck;
mod sanitizer;

use std::env;
use std::path::Path;
use std::process::Command;

use crate::cargo::{self, Output};
use crate::child::Process;
use crate::{c, paths};

/// The variable that chooses the checker of a test run.
const VARIABLE: &str = "FFI_GUARD_CHECKER";

/// The exit status of a program if a checker found a defect.
pub const FOUND: i32 = 99;

/// A tool that observes a running program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checker {
    /// Valgrind's memcheck: invalid accesses, uninitialized values and leaks.
    Memcheck,
    /// AddressSanitizer with LeakSanitizer: invalid accesses, including on the stack, and leaks.
    Address,
    /// ThreadSanitizer: data races.
    Thread,
}

impl Checker {
    /// Returns the checker of this name, as used in `FFI_GUARD_CHECKER`.
    ///
    /// ```
    /// use ffi_guard_test_support::checker::Checker;
    ///
    /// assert_eq!(Checker::named("address"), Some(Checker::Address));
    /// assert_eq!(Checker::named("adress"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "memcheck" => Some(Self::Memcheck),
            "address" => Some(Self::Address),
            "thread" => Some(Self::Thread),
            _ => None,
        }
    }

    /// Returns the checker that `FFI_GUARD_CHECKER` names, or `None` if it is not set.
    ///
    /// # Panics
    ///
    /// If the name is unknown, because nothing would be checked.
    #[must_use]
    pub fn chosen() -> Option<Self> {
        let name = env::var(VARIABLE).ok()?;
        let checker = Self::named(&name);
        Some(checker.unwrap_or_else(|| {
            panic!("{VARIABLE}={name}: write `memcheck`, `address` or `thread`")
        }))
    }

    /// Returns what this machine lacks for the checker, or `None` if it has everything.
    #[must_use]
    pub fn missing(self) -> Option<String> {
        match self {
            Self::Memcheck => memcheck::missing(),
            Self::Address => sanitizer::ADDRESS.missing(),
            Self::Thread => sanitizer::THREAD.missing(),
        }
    }

    /// Returns a process that runs a program under the checker. It exits with status [`FOUND`] if a defect is found.
    #[must_use]
    pub fn process(self, program: &Path) -> Process {
        match self.sanitizer() {
            None => Process::new("valgrind").args(memcheck::arguments()).arg(program),
            Some(sanitizer) => {
                let (name, value) = sanitizer.options();
                Process::new(program).env(name, value)
            }
        }
    }

    /// Runs `cargo test` in the workspace, with the test executables under the checker.
    #[must_use]
    pub fn cargo_test(self, arguments: &[&str]) -> Output {
        let mut command = self.cargo("test", "fixtures");
        if let Some(sanitizer) = self.sanitizer() {
            let (name, value) = sanitizer.options();
            command.env(name, value);
        } else {
            let triple = c::host().to_uppercase().replace('-', "_");
            let runner = [&["valgrind".to_owned()][..], &memcheck::arguments()].concat().join(" ");
            command.env(format!("CARGO_TARGET_{triple}_RUNNER"), runner);
        }
        command.current_dir(paths::workspace()).args(arguments);
        Output::of(&mut command, &paths::workspace().join("Cargo.toml"))
    }

    /// Returns the flags for the C compiler, for compiling and linking.
    pub(crate) fn compiler_flags(self) -> Vec<String> {
        self.sanitizer().map(sanitizer::Sanitizer::compiler_flags).unwrap_or_default()
    }

    /// Returns the flags for linking a C program only.
    pub(crate) fn link_flags(self) -> Vec<String> {
        self.sanitizer().map(sanitizer::Sanitizer::link_flags).unwrap_or_default()
    }

    /// Returns a cargo command that builds for this checker, into `folder` of a separate target directory.
    pub(crate) fn cargo(self, subcommand: &str, folder: &str) -> Command {
        // The checkers and backtraces name inlined functions and lines.
        let debug = ("CARGO_PROFILE_DEV_DEBUG", "true");
        let Some(sanitizer) = self.sanitizer() else {
            let mut command = cargo::command(None, &paths::target().join("tests"), folder);
            command.arg(subcommand).env(debug.0, debug.1);
            return command;
        };
        let root = paths::target().join(format!("sanitized-{}", sanitizer.name));
        let mut command = cargo::command(Some(sanitizer::TOOLCHAIN), &root, folder);
        command
            .arg(subcommand)
            .env(debug.0, debug.1)
            .args(sanitizer.cargo_arguments())
            .args(["--target", c::host()]);
        for (name, value) in sanitizer.environment() {
            command.env(name, value);
        }
        command
    }

    fn sanitizer(self) -> Option<&'static sanitizer::Sanitizer> {
        match self {
            Self::Memcheck => None,
            Self::Address => Some(&sanitizer::ADDRESS),
            Self::Thread => Some(&sanitizer::THREAD),
        }
    }
}
