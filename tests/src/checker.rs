//! Tools that watch a program while it runs and end it with a status of their own when they find something.
//!
//! `FFI_GUARD_CHECKER` (`memcheck`, `address` or `thread`) has the fixtures and C programs of a test run built for
//! a checker, and run under it: any test of C programs is a test of memory, or of races, that way.
//!
//! The sanitizers are those of Rust's nightly toolchain, for C too: gcc writes the same calls into its code as
//! rustc does, and one copy of Rust's runtime, linked into the program, answers all of them.

mod memcheck;
mod sanitizer;

use std::env;
use std::path::Path;
use std::process::Command;

use crate::cargo::{self, Output};
use crate::child::Process;
use crate::{c, paths};

/// Chooses the checker of a test run.
const VARIABLE: &str = "FFI_GUARD_CHECKER";

/// The status of a program in which a checker found something.
pub const FOUND: i32 = 99;

/// A tool that watches a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checker {
    /// valgrind's memcheck: invalid accesses, values never set, leaks.
    Memcheck,
    /// AddressSanitizer, with LeakSanitizer: invalid accesses, of the stack too, and leaks.
    Address,
    /// ThreadSanitizer: races.
    Thread,
}

impl Checker {
    /// The checker of this name, as `FFI_GUARD_CHECKER` has it.
    ///
    /// ```
    /// use ffi_guard_tests::checker::Checker;
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

    /// The checker that `FFI_GUARD_CHECKER` names; `None` where it is not set.
    ///
    /// # Panics
    ///
    /// If there is no checker of that name: nothing would be checked.
    #[must_use]
    pub fn chosen() -> Option<Self> {
        let name = env::var(VARIABLE).ok()?;
        let checker = Self::named(&name);
        Some(checker.unwrap_or_else(|| {
            panic!("{VARIABLE}={name}: write `memcheck`, `address` or `thread`")
        }))
    }

    /// What this machine lacks for the checker; `None` where it has everything.
    #[must_use]
    pub fn missing(self) -> Option<String> {
        match self {
            Self::Memcheck => memcheck::missing(),
            Self::Address => sanitizer::ADDRESS.missing(),
            Self::Thread => sanitizer::THREAD.missing(),
        }
    }

    /// A run of a program under the checker, which ends with status [`FOUND`] if it finds something.
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

    /// Runs `cargo test` in the workspace, the test executables under the checker.
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

    /// Flags for the C compiler, for units and for the link.
    pub(crate) fn compiler_flags(self) -> Vec<String> {
        self.sanitizer().map(sanitizer::Sanitizer::compiler_flags).unwrap_or_default()
    }

    /// Flags for the link of a C program alone.
    pub(crate) fn link_flags(self) -> Vec<String> {
        self.sanitizer().map(sanitizer::Sanitizer::link_flags).unwrap_or_default()
    }

    /// A call of cargo that builds for this checker, into `folder` of a target directory of its own.
    pub(crate) fn cargo(self, subcommand: &str, folder: &str) -> Command {
        let Some(sanitizer) = self.sanitizer() else {
            let mut command = cargo::command(None, &paths::target().join(folder));
            command.arg(subcommand);
            return command;
        };
        let target = paths::target().join(format!("sanitized-{}", sanitizer.name)).join(folder);
        let mut command = cargo::command(Some(sanitizer::TOOLCHAIN), &target);
        command.arg(subcommand).args(sanitizer.cargo_arguments()).args(["--target", c::host()]);
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
