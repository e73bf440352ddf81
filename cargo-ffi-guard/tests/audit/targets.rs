//! The targets other than the host for which these tests build artifacts.

use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::skip;
use std::path::{Path, PathBuf};

/// Linux targets, and the compiler that links for each.
pub(crate) const LINUX: [(&str, &str); 3] = [
    ("aarch64-unknown-linux-gnu", "aarch64-linux-gnu-gcc"),
    ("i686-unknown-linux-gnu", "i686-linux-gnu-gcc"),
    ("s390x-unknown-linux-gnu", "s390x-linux-gnu-gcc"),
];

/// Returns the project built for a target and linked by a program, or reports what is missing.
pub(crate) fn of_target(project: Project, target: &str, linker: &str) -> Option<Project> {
    let what = format!("artifacts for {target}");
    if !is_installed(target) {
        skip::announce(&what, "the target is not installed");
        return None;
    }
    let project = project.env(variable(target, "LINKER"), linker);
    has_program(Path::new(linker), &what).then(|| project.cargo_args(&["--target", target]))
}

/// Returns the name of cargo's variable for a target.
pub(crate) fn variable(target: &str, what: &str) -> String {
    format!("CARGO_TARGET_{}_{what}", target.replace('-', "_").to_uppercase())
}

/// Whether a program is installed. If it is not, reports what the test leaves out.
pub(crate) fn has_program(program: &Path, what: &str) -> bool {
    let installed = std::process::Command::new(program).arg("--version").output().is_ok();
    if !installed {
        skip::announce(what, &format!("{} is not installed", program.display()));
    }
    installed
}

fn rustc(arguments: &[&str]) -> String {
    Process::new("rustc").args(arguments).run().expect_success().stdout
}

/// Returns the directory of the toolchain.
pub(crate) fn sysroot() -> PathBuf {
    PathBuf::from(rustc(&["--print", "sysroot"]).trim_end())
}

/// Returns the target triple of this machine.
pub(crate) fn host() -> String {
    let version = rustc(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("the host").to_owned()
}

/// Whether the standard library for a target is installed.
pub(crate) fn is_installed(target: &str) -> bool {
    sysroot().join("lib/rustlib").join(target).join("lib").is_dir()
}
