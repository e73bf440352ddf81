//! Runs the C tests of a program as tests of this executable.

use std::path::PathBuf;

use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::cargo::Artifacts;
use ffi_guard_test_support::{fixture, target};

/// How a program is linked to a library.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Linkage {
    /// Links the dynamic library.
    Dynamic,
    /// Links the static library.
    Static,
}

/// The library that a program is linked to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Library {
    /// A fixture.
    Fixture(&'static str),
    /// An example in `examples/`, and its features.
    Example(&'static str, &'static [&'static str]),
}

impl Library {
    #[track_caller]
    fn build(self) -> Artifacts {
        match self {
            Self::Fixture(name) => fixture::build(name),
            Self::Example(name, features) => {
                fixture::build_member(&format!("examples/{name}"), "dev", features)
            }
        }
    }
}

/// A program of `csrc/programs/`, with its link options and arguments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suite {
    /// The source file.
    pub(crate) unit: &'static str,
    /// The library and how it is linked.
    pub(crate) link: Option<(Library, Linkage)>,
    /// The twins whose dynamic libraries are passed as the first arguments.
    pub(crate) arguments: &'static [&'static str],
}

impl Suite {
    #[track_caller]
    pub(crate) fn build(self) -> Executable {
        let program = Program::new(self.unit).unit(self.unit);
        match self.link {
            None => program.build(),
            Some((library, Linkage::Dynamic)) => program.link(library.build().cdylib()).build(),
            Some((library, Linkage::Static)) => program.link(library.build().staticlib()).build(),
        }
    }

    /// Runs one C test. A failure names the C file and the line.
    #[track_caller]
    pub(crate) fn run(self, name: &str) {
        if self.unit == "two_libraries.c" && !name.starts_with("each_has_") {
            target::require_unloading();
        }
        let libraries: Vec<PathBuf> = self
            .arguments
            .iter()
            .map(|name| fixture::build_twin(name).cdylib().to_owned())
            .collect();
        let outcome = self.build().process().args(libraries).arg(name).run();
        assert!(outcome.succeeded(), "`{name}` of {}: {outcome}", self.unit);
        assert_eq!(outcome.stdout, "", "`{name}` of {}", self.unit);
    }

    /// Runs one C test with an environment variable.
    #[track_caller]
    pub(crate) fn run_with(self, name: &str, variable: &str, value: &str) {
        let outcome = self.build().process().env(variable, value).arg(name).run();
        assert!(
            outcome.succeeded(),
            "`{name}` of {} with {variable}={value}: {outcome}",
            self.unit
        );
    }

    /// Runs all C tests of the program, each in its own process. A failure names the C file and the line of each failed
    /// test. For programs that run with several libraries.
    #[track_caller]
    pub(crate) fn run_all(self) {
        let program = self.build();
        let listed = program.process().run().expect_success().stdout;
        assert!(!listed.is_empty(), "no C test in {}", self.unit);
        let outcomes = listed.lines().map(|name| (name, program.process().arg(name).run()));
        let failures: Vec<String> = outcomes
            .filter(|(_, outcome)| !outcome.succeeded() || !outcome.stdout.is_empty())
            .map(|(name, outcome)| format!("`{name}`: {outcome}"))
            .collect();
        assert!(failures.is_empty(), "{}:\n{}", self.unit, failures.join("\n"));
    }

    /// Checks that the program and the Rust side list the same tests.
    #[track_caller]
    pub(crate) fn lists(self, names: &[&str]) {
        let listed = self.build().process().run().expect_success().stdout;
        assert_eq!(listed.lines().collect::<Vec<_>>(), names, "the table in {}", self.unit);
    }
}

/// Defines a `#[test]` for each C test of a program, and one that checks that none is missing.
macro_rules! c_tests {
    ($suite:expr => $($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                $suite.run(stringify!($name));
            }
        )*

        #[test]
        fn every_c_test_is_run() {
            $suite.lists(&[$(stringify!($name)),*]);
        }
    };
}
pub(crate) use c_tests;

/// Defines the tests of a program twice: linked to the fixture's dynamic library and to its static library.
macro_rules! c_tests_linked_both_ways {
    ($unit:literal, $fixture:literal => $($name:ident)*) => {
        mod dynamically_linked {
            use crate::suite::{Library, Linkage, Suite, c_tests};

            const SUITE: Suite = Suite {
                unit: $unit,
                link: Some((Library::Fixture($fixture), Linkage::Dynamic)),
                arguments: &[],
            };

            c_tests! { SUITE => $($name)* }
        }

        mod statically_linked {
            use crate::suite::{Library, Linkage, Suite, c_tests};

            const SUITE: Suite = Suite {
                unit: $unit,
                link: Some((Library::Fixture($fixture), Linkage::Static)),
                arguments: &[],
            };

            c_tests! { SUITE => $($name)* }
        }
    };
}
pub(crate) use c_tests_linked_both_ways;
