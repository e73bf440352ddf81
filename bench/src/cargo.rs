//! Runs cargo to build the subjects and the packages that are measured.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ffi_guard_test_support::cargo::{is_removed, running};
use ffi_guard_test_support::paths;

use crate::plan::base;

/// The time that a command and its children took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) wall: f64,
    /// The time of all processors together.
    pub(crate) cpu: f64,
}

/// A library of subjects.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) shared: PathBuf,
    pub(crate) archive: PathBuf,
}

/// A package that is built to be measured.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    /// A name that no other package of the run has.
    pub(crate) name: String,
    /// Name and right-hand side of each dependency.
    pub(crate) dependencies: BTreeMap<String, String>,
    pub(crate) source: String,
    /// TOML that is appended to the manifest.
    pub(crate) manifest: String,
}

/// The workspace of the subjects. Its lock file fixes the versions of all libraries.
fn subjects() -> PathBuf {
    paths::workspace().join("bench/subjects")
}

/// Returns a cargo command that inherits nothing from this build and has its own target directory.
pub(crate) fn command(target: &Path) -> Command {
    let mut command = Command::new(running());
    for name in env::vars_os().map(|(name, _)| name).filter(|name| is_removed(name)) {
        command.env_remove(name);
    }
    command
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null());
    command
}

/// Runs a command and returns its standard error.
///
/// # Errors
///
/// Returns the standard error of a command that failed.
pub(crate) fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(stderr) } else { Err(format!("{command:?}\n{stderr}")) }
}

/// Runs a command, and returns its cost and its standard error.
///
/// # Errors
///
/// Returns the standard error of a command that failed.
pub(crate) fn timed(command: &mut Command) -> Result<(Cost, String), String> {
    let (cpu, begin) = (children_cpu()?, Instant::now());
    let stderr = run(command)?;
    let wall = begin.elapsed().as_secs_f64();
    Ok((Cost { wall, cpu: (children_cpu()? - cpu).as_secs_f64() }, stderr))
}

/// Returns the processor time of child processes that have ended.
#[cfg(unix)]
fn children_cpu() -> Result<Duration, String> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    let total = micros(usage.user_time()) + micros(usage.system_time());
    Ok(Duration::from_micros(total.unsigned_abs()))
}

#[cfg(not(unix))]
fn children_cpu() -> Result<Duration, String> {
    Err("the processor time of child processes is only known on Unix".to_owned())
}

/// Builds the library of all subjects, or the one with frame tracking.
///
/// # Errors
///
/// Returns the messages of cargo.
pub(crate) fn library(tracked: bool) -> Result<Library, String> {
    let target = base().join(if tracked { "tracked" } else { "subjects" });
    let mut command = command(&target);
    command.current_dir(subjects()).args(["build", "--release", "--locked"]);
    if tracked {
        command.args(["--no-default-features", "--features", "track"]);
    }
    run(&mut command)?;
    let folder = target.join("release");
    Ok(Library {
        shared: folder.join("libbench_subjects.so"),
        archive: folder.join("libbench_subjects.a"),
    })
}

/// Downloads all dependencies before the cold builds.
///
/// # Errors
///
/// Returns the messages of cargo.
pub(crate) fn fetch() -> Result<(), String> {
    run(command(&base().join("subjects")).current_dir(subjects()).args(["fetch", "--locked"]))
        .map(|_| ())
}

impl Package {
    /// Returns the directory of the package.
    pub(crate) fn folder(&self) -> PathBuf {
        base().join("packages").join(&self.name)
    }

    /// Writes the package, with the lock file of the subjects.
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be written.
    pub(crate) fn write(&self) -> Result<(), String> {
        let folder = self.folder();
        let write = || {
            fs::create_dir_all(folder.join("src"))?;
            fs::write(folder.join("Cargo.toml"), self.toml())?;
            fs::copy(subjects().join("Cargo.lock"), folder.join("Cargo.lock"))?;
            fs::write(folder.join("src/lib.rs"), &self.source)
        };
        write().map_err(|error| format!("cannot write {}: {error}", folder.display()))
    }

    fn toml(&self) -> String {
        let mut toml = format!(
            "[package]\nname = {:?}\nversion = \"0.0.0\"\nedition = \"2021\"\npublish = false\n\n\
             [lib]\ncrate-type = [\"cdylib\"]\n\n[workspace]\n\n{}\n[dependencies]\n",
            self.name, self.manifest
        );
        for (name, right) in &self.dependencies {
            let _ = writeln!(toml, "{name} = {right}");
        }
        toml
    }
}

/// Returns this project as a dependency.
pub(crate) fn guard(features: &[&str]) -> (String, String) {
    let path = paths::workspace().join("ffi-guard-runtime");
    ("ffi-guard-runtime".to_owned(), format!("{{ path = {path:?}, features = {features:?} }}"))
}

#[cfg(test)]
mod tests {
    use super::{Package, timed};
    use std::process::Command;

    #[test]
    fn processor_time_is_that_of_the_children() {
        let busy = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";
        let (cost, _) = timed(Command::new("sh").args(["-c", busy])).unwrap();
        assert!(cost.cpu > 0.0, "{cost:?}");
    }

    #[test]
    fn what_fails_is_told_with_its_messages() {
        let error = timed(Command::new("sh").args(["-c", "echo why >&2; exit 3"])).unwrap_err();
        assert!(error.contains("why"), "{error}");
    }

    #[test]
    fn a_manifest_is_a_workspace_of_its_own() {
        let package = Package {
            name: "one".to_owned(),
            dependencies: [("log".to_owned(), "\"0.4\"".to_owned())].into(),
            source: String::new(),
            manifest: "[profile.release]\nopt-level = 0\n".to_owned(),
        };
        let toml = package.toml();
        assert!(
            toml.contains("[workspace]") && toml.ends_with("[dependencies]\nlog = \"0.4\"\n"),
            "{toml}"
        );
    }
}
