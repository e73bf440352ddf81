//! Cargo, as it builds the subjects and the packages that are measured.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ffi_guard_test_support::cargo::{is_removed, running};
use ffi_guard_test_support::paths;
use nix::sys::resource::{UsageWho, getrusage};

use crate::plan::base;

/// What a command took, it and its children.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) wall: f64,
    /// Of all processors together.
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
    /// Unique among the packages of a run.
    pub(crate) name: String,
    /// Name to right-hand side.
    pub(crate) dependencies: BTreeMap<String, String>,
    pub(crate) source: String,
    /// TOML for the end of the manifest.
    pub(crate) manifest: String,
}

/// The workspace of the subjects, whose lock file says the versions of all peers.
fn subjects() -> PathBuf {
    paths::workspace().join("bench/subjects")
}

/// A cargo that inherits nothing of this build, with a target directory of its own.
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

/// Runs a command to its end; what it wrote to standard error.
///
/// # Errors
///
/// What it wrote, if it failed.
pub(crate) fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(stderr) } else { Err(format!("{command:?}\n{stderr}")) }
}

/// Runs a command, and says what it took and what it wrote to standard error.
///
/// # Errors
///
/// What it wrote, if it failed.
pub(crate) fn timed(command: &mut Command) -> Result<(Cost, String), String> {
    let (cpu, begin) = (children_cpu()?, Instant::now());
    let stderr = run(command)?;
    let wall = begin.elapsed().as_secs_f64();
    Ok((Cost { wall, cpu: (children_cpu()? - cpu).as_secs_f64() }, stderr))
}

/// Processor time of the processes that have ended.
fn children_cpu() -> Result<Duration, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    let total = micros(usage.user_time()) + micros(usage.system_time());
    Ok(Duration::from_micros(total.unsigned_abs()))
}

/// Builds the library of all subjects, or the one whose frames are tracked.
///
/// # Errors
///
/// Cargo's messages.
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

/// Downloads what a cold build must not.
///
/// # Errors
///
/// Cargo's messages.
pub(crate) fn fetch() -> Result<(), String> {
    run(command(&base().join("subjects")).current_dir(subjects()).args(["fetch", "--locked"]))
        .map(|_| ())
}

impl Package {
    /// Its folder.
    pub(crate) fn folder(&self) -> PathBuf {
        base().join("packages").join(&self.name)
    }

    /// Writes it, with the lock file of the subjects.
    ///
    /// # Errors
    ///
    /// What cannot be written.
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

/// This project as a dependency.
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
