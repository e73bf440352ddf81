//! What the experiments run: the fixture `nested` and C programs around it, in two profiles.

use std::path::PathBuf;

use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::fixture;

/// The same in both profiles.
pub(crate) struct Subjects {
    pub(crate) debug: Subject,
    pub(crate) release: Subject,
}

/// Everything of one profile.
pub(crate) struct Subject {
    /// The library, for C.
    pub(crate) library: PathBuf,
    /// Rust outermost.
    program: PathBuf,
    /// C outermost.
    c: Executable,
    /// C++ between the main function and Rust.
    cpp: Executable,
}

impl Subjects {
    /// Builds all of it, by cargo and by the system's compilers.
    pub(crate) fn build() -> Self {
        Self {
            debug: Subject::build("debug", "dev"),
            release: Subject::build("release", "release"),
        }
    }

    /// In the order of the tables' columns.
    pub(crate) fn each(&self) -> [&Subject; 2] {
        [&self.debug, &self.release]
    }
}

impl Subject {
    fn build(name: &str, profile: &str) -> Self {
        eprintln!("building: {name}");
        let built = fixture::build_with_profile("nested", profile);
        let outermost = |frame| {
            Program::new(frame).unit("outermost.c").unit(frame).link(built.cdylib()).build()
        };
        Self {
            library: built.cdylib().to_owned(),
            program: built.executable("nested").to_owned(),
            c: outermost("frame_call.c"),
            cpp: outermost("frame_catch.cpp"),
        }
    }

    /// Runs the program whose outermost frames are Rust's.
    pub(crate) fn rust(&self, arguments: &[&str]) -> Outcome {
        Process::new(&self.program).args(arguments).run()
    }

    /// As [`Subject::rust`], with the messages of its panics.
    pub(crate) fn rust_aloud(&self, arguments: &[&str]) -> Outcome {
        aloud(Process::new(&self.program).args(arguments))
    }

    /// Runs the program whose outermost frames are C's, with the messages of its panics.
    pub(crate) fn c_aloud(&self, function: &str) -> Outcome {
        aloud(self.c.process().arg(function))
    }

    /// The same with a frame of C++.
    pub(crate) fn cpp_aloud(&self, function: &str) -> Outcome {
        aloud(self.cpp.process().arg(function))
    }
}

/// The fixture is quiet unless this is set.
fn aloud(process: Process) -> Outcome {
    process.env("FFI_GUARD_QUIET", "0").run()
}
