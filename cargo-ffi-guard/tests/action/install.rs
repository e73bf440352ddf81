//! The action's installation: from an archive that `pack.sh` made of this build, or from the sources.

use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;
use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use tempfile::TempDir;

const TARGET: &str = "x86_64-unknown-linux-musl";

/// A runner with a folder of releases, and a cargo that writes its arguments to `called`.
struct Runner(TempDir);

impl Runner {
    fn new() -> Self {
        let runner = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(runner.path("bin")).expect("a folder");
        let cargo = runner.path("bin/cargo");
        let called = runner.path("called");
        fs::write(&cargo, format!("#!/bin/sh\necho \"$@\" > '{}'\n", called.display()))
            .expect("a file");
        fs::set_permissions(cargo, fs::Permissions::from_mode(0o755)).expect("a program");
        runner
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    fn archive(&self) -> PathBuf {
        let version = env!("CARGO_PKG_VERSION");
        self.path(&format!("releases/v{version}/cargo-ffi-guard-{version}-{TARGET}.tar.gz"))
    }

    /// Packs this build as a release.
    fn pack(&self) {
        let folder = self.archive().parent().expect("a folder").to_owned();
        Process::new("bash")
            .arg(paths::workspace().join("action/pack.sh"))
            .args([TARGET, env!("CARGO_BIN_EXE_cargo-ffi-guard")])
            .arg(folder)
            .run()
            .expect_success();
    }

    /// Installs, with the action called by this reference.
    fn install(&self, reference: &str) -> Outcome {
        let others = env::var_os("PATH").unwrap_or_default();
        let folders = [self.path("bin")].into_iter().chain(env::split_paths(&others));
        Process::new("bash")
            .arg(paths::workspace().join("action/install.sh"))
            .env("PATH", env::join_paths(folders).expect("no separator in a path"))
            .env("RELEASES", format!("file://{}", self.path("releases").display()))
            .env("GITHUB_ACTION_REF", reference)
            .env("GITHUB_PATH", self.path("github-path"))
            .env("GH_TOKEN", "")
            .env("RUNNER_TEMP", self.path("temp"))
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64")
            .run()
    }
}

fn released() -> String {
    format!("v{}", env!("CARGO_PKG_VERSION"))
}

#[test]
fn the_archive_of_a_release_is_installed() {
    let runner = Runner::new();
    runner.pack();
    runner.install(&released()).expect_success();
    let folder = runner.path("temp/ffi-guard/bin");
    assert_eq!(runner.text("github-path"), format!("{}\n", folder.display()));
    let version = Process::new(folder.join("cargo-ffi-guard")).arg("--version").run();
    assert_eq!(version.stdout, format!("cargo-ffi-guard {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(runner.text("called"), "", "cargo is not needed");
}

#[test]
fn an_archive_has_licences_manual_and_completions() {
    let runner = Runner::new();
    runner.pack();
    let list = Process::new("tar").arg("-tzf").arg(runner.archive()).run().expect_success();
    let files =
        ["LICENSE-MIT", "README.md", "cargo-ffi-guard.1", "completions/cargo-ffi-guard.bash"];
    for file in files {
        let name = format!("cargo-ffi-guard-{}-{TARGET}/{file}", env!("CARGO_PKG_VERSION"));
        assert!(list.stdout.lines().any(|line| line == name), "no {name}: {list}");
    }
}

#[test]
fn without_an_archive_the_sources_are_built() {
    let runner = Runner::new();
    for reference in [&released(), "main", "0123456789abcdef0123456789abcdef01234567"] {
        let outcome = runner.install(reference).expect_success();
        assert!(outcome.stdout.contains("built from its sources"), "{outcome}");
        let called = runner.text("called");
        assert!(called.starts_with("install --locked --path cargo-ffi-guard --root "), "{called}");
    }
}

#[test]
fn an_archive_that_was_changed_fails_the_step() {
    let runner = Runner::new();
    runner.pack();
    let mut bytes = fs::read(runner.archive()).expect("the archive");
    bytes.push(0);
    fs::write(runner.archive(), bytes).expect("a changed archive");
    let outcome = runner.install(&released());
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stdout.contains("differs from its checksum"), "{outcome}");
    assert_eq!((runner.text("called"), runner.text("github-path")), (String::new(), String::new()));
}

#[test]
fn an_archive_without_a_checksum_fails_the_step() {
    let runner = Runner::new();
    runner.pack();
    let sum = runner.archive().with_extension("gz.sha256");
    fs::remove_file(sum).expect("the checksum");
    let outcome = runner.install(&released());
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stdout.contains("has no checksum"), "{outcome}");
}
