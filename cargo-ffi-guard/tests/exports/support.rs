//! Shared by these tests: runs the program, and builds libraries with descriptions.

use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::project::Project;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs `cargo ffi-guard` with these arguments.
pub(crate) fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Outcome {
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard")).arg("ffi-guard").args(arguments).run()
}

/// Returns the list of a library.
pub(crate) fn exports(library: &Path, more: &[&str]) -> String {
    let arguments = [OsStr::new("exports"), library.as_os_str()];
    let outcome = run(arguments.into_iter().chain(more.iter().map(OsStr::new)));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.stdout
}

/// Builds a static library with descriptions.
pub(crate) fn library(name: &str, source: &str, target: Option<&str>) -> PathBuf {
    let target: Vec<&str> = target.map(|it| ["--target", it]).into_iter().flatten().collect();
    let project = Project::new(name)
        .lib(&["staticlib"])
        .runtime_features(&["describe"])
        .file("src/lib.rs", source)
        .cargo_args(&target);
    project.build().expect_success().artifacts.staticlib().to_owned()
}

/// Whether the standard library for a target is installed.
pub(crate) fn is_installed(target: &str) -> bool {
    let sysroot = Process::new("rustc").args(["--print", "sysroot"]).run().expect_success().stdout;
    PathBuf::from(sysroot.trim_end()).join("lib/rustlib").join(target).join("lib").is_dir()
}

/// Whether a program is installed.
pub(crate) fn has_program(name: &str) -> bool {
    Command::new(name).arg("--version").output().is_ok()
}
