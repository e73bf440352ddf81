//! The example `minijinja-capi`: its README, and its programs in C and Python.
#![forbid(unsafe_code)]
// The commands use shared library names of Linux.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::PathBuf;

use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::{chapter, fixture, lines, paths, skip};

const EXAMPLE: &str = "examples/minijinja-capi";

fn file(name: &str) -> PathBuf {
    paths::workspace().join(EXAMPLE).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_readme() {
    chapter::follow(&format!("{EXAMPLE}/README.md"));
}

#[test]
fn the_readme_has_the_lines() {
    let rust = lines::in_package(EXAMPLE);
    let [c, wrapper, python] = ["programs/main.c", "programs/jinja.py", "programs/main.py"]
        .map(|name| read(name).lines().count());
    let readme = read("README.md");
    for said in [
        format!("{rust} lines of Rust"),
        format!("{c} lines of C"),
        format!("{wrapper} lines of Python for the wrapper, {python} for the program"),
    ] {
        assert!(readme.contains(&said), "the README does not say: {said}");
    }
}

#[test]
fn python() {
    let python = |arguments: &[&str]| Process::new("python3").args(arguments);
    if !python(&["--version"]).run().succeeded() {
        return skip::announce("templates in Python", "python3 is not installed");
    }
    let library = fixture::build_member(EXAMPLE, "dev", &[]);
    let outcome = python(&["-B", "main.py"])
        .dir(file("programs"))
        .env("JINJA_LIBRARY", library.cdylib())
        .run()
        .expect_success();
    let checks = ["values", "rendering", "errors", "failing filters", "panic", "threads"];
    let expected = checks.map(|check| format!("ok {check}"));
    assert_eq!(outcome.stdout.lines().collect::<Vec<_>>(), expected, "{outcome}");
}
