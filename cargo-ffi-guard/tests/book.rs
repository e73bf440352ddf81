//! Runs the commands of the chapters that need this program, and compares the output that the README shows.
#![forbid(unsafe_code)]
#![cfg(target_os = "linux")]

use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::{chapter, paths, skip};
use std::env;
use std::fs;
use std::path::Path;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cargo-ffi-guard");

fn follow(path: &str) {
    let folder = Path::new(PROGRAM).parent().expect("a folder");
    chapter::follow_with(path, folder);
}

#[test]
fn new_library() {
    follow("docs/new-library.md");
}

#[test]
fn existing_library() {
    follow("docs/existing-library.md");
}

#[test]
fn auditing() {
    follow("docs/auditing.md");
}

#[test]
fn headers() {
    follow("docs/headers.md");
}

#[test]
fn patterns() {
    follow("docs/patterns.md");
}

#[test]
fn packaging() {
    follow_if_installed("docs/packaging.md", &["pkg-config", "readelf", "strip", "objcopy"]);
}

#[test]
fn cmake() {
    follow_if_installed("docs/cmake.md", &["cmake"]);
}

#[test]
fn releases() {
    follow_if_installed("docs/releases.md", &["nm", "objcopy"]);
}

fn follow_if_installed(chapter: &str, programs: &[&str]) {
    match programs.iter().find(|program| !is_installed(program)) {
        Some(program) => skip::announce(chapter, &format!("{program} is not installed")),
        None => follow(chapter),
    }
}

fn is_installed(program: &str) -> bool {
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

/// The library whose `check` the README shows.
const UNGUARDED: &str = r#"use std::panic::catch_unwind;

/// The quotient; -1 if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn calc_divide(a: i32, b: i32) -> i32 {
    catch_unwind(|| a / b).unwrap_or(-1)
}

/// The mean of two numbers.
#[unsafe(no_mangle)]
pub extern "C" fn calc_mean(a: i32, b: i32) -> i32 {
    (a + b) / 2
}
"#;

const MANIFEST: &str = r#"[package]
name = "calc"
version = "0.1.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[workspace]
"#;

#[test]
fn the_readme_shows_the_output_of_check() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("src")).expect("the folder can be made");
    fs::write(folder.path().join("Cargo.toml"), MANIFEST).expect("the manifest can be written");
    fs::write(folder.path().join("src/lib.rs"), UNGUARDED).expect("the source can be written");
    let check = Process::new(PROGRAM).args(["ffi-guard", "check"]).dir(folder.path());
    let outcome = check.apart_from_this_build().run();
    assert_eq!(outcome.code, Some(1), "{outcome}");

    let readme = fs::read_to_string(paths::workspace().join("README.md")).expect("the README");
    let blocks = chapter::blocks(&readme);
    let shown = blocks.iter().find_map(|(_, text)| text.strip_prefix("$ cargo ffi-guard check\n"));
    let printed = format!("{}{}", outcome.stdout, outcome.stderr);
    assert_eq!(printed.trim_end(), shown.expect("the README shows the command").trim_end());
}
