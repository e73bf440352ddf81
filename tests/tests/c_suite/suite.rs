//! The C tests of one program, each as a test of this executable.

use std::path::PathBuf;

use ffi_guard_tests::c::{Executable, Program};
use ffi_guard_tests::fixture;

/// How a program is linked to a fixture.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Linkage {
    /// To its dynamic library.
    Dynamic,
    /// To its static library.
    Static,
}

/// A program of `csrc/programs/` and how it is built and called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suite {
    /// The file.
    pub(crate) unit: &'static str,
    /// The fixture it is linked to, and how.
    pub(crate) link: Option<(&'static str, Linkage)>,
    /// The fixtures whose dynamic libraries it gets as its first arguments.
    pub(crate) arguments: &'static [&'static str],
}

impl Suite {
    #[track_caller]
    pub(crate) fn build(self) -> Executable {
        let program = Program::new(self.unit).unit(self.unit);
        match self.link {
            None => program.build(),
            Some((name, Linkage::Dynamic)) => program.link(fixture::build(name).cdylib()).build(),
            Some((name, Linkage::Static)) => program.link(fixture::build(name).staticlib()).build(),
        }
    }

    /// Runs one C test; the failure names the C file and the line.
    #[track_caller]
    pub(crate) fn run(self, name: &str) {
        let libraries: Vec<PathBuf> =
            self.arguments.iter().map(|name| fixture::build(name).cdylib().to_owned()).collect();
        let outcome = self.build().process().args(libraries).arg(name).run();
        assert!(outcome.succeeded(), "`{name}` of {}: {outcome}", self.unit);
        assert_eq!(outcome.stdout, "", "`{name}` of {}", self.unit);
    }

    /// The program's own list is that of the Rust side.
    #[track_caller]
    pub(crate) fn lists(self, names: &[&str]) {
        let listed = self.build().process().run().expect_success().stdout;
        assert_eq!(listed.lines().collect::<Vec<_>>(), names, "the table in {}", self.unit);
    }
}

/// One `#[test]` for each C test of a program, and one that none is left out.
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

/// The tests of a program twice: linked to the fixture's dynamic library, and to its static one.
macro_rules! c_tests_linked_both_ways {
    ($unit:literal, $fixture:literal => $($name:ident)*) => {
        mod dynamically_linked {
            use crate::suite::{Linkage, Suite, c_tests};

            const SUITE: Suite =
                Suite { unit: $unit, link: Some(($fixture, Linkage::Dynamic)), arguments: &[] };

            c_tests! { SUITE => $($name)* }
        }

        mod statically_linked {
            use crate::suite::{Linkage, Suite, c_tests};

            const SUITE: Suite =
                Suite { unit: $unit, link: Some(($fixture, Linkage::Static)), arguments: &[] };

            c_tests! { SUITE => $($name)* }
        }
    };
}
pub(crate) use c_tests_linked_both_ways;
