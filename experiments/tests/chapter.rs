//! The chapter shows what the experiments show, and the command notices where it does not.
#![forbid(unsafe_code)]
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::fs;
use std::path::PathBuf;

use ffi_guard_test_support::c::{Compiler, Language};
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::{paths, skip};
use tempfile::TempDir;

fn command() -> Process {
    Process::new(env!("CARGO_BIN_EXE_ffi-guard-experiments")).apart_from_this_build()
}

fn chapter() -> String {
    let path = paths::workspace().join("docs/experiments.md");
    fs::read_to_string(path).expect("the chapter can be read")
}

/// A copy of the chapter, changed.
fn copy(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("experiments.md");
    fs::write(&path, text).expect("the copy can be written");
    (folder, path)
}

/// Says so where the experiments cannot be run.
fn can_run() -> bool {
    let can = Compiler::system(Language::Cpp17).is_some();
    if !can {
        skip::announce("the chapter of experiments", "there is no C++ compiler");
    }
    can
}

#[test]
fn shows_what_is_observed() {
    if can_run() {
        let _ = command().arg("--check").run().expect_success();
    }
}

#[test]
fn a_chapter_that_shows_something_else_is_noticed() {
    if !can_run() {
        return;
    }
    let changed = chapter().replacen("SIGABRT", "status 0", 1);
    let (_folder, path) = copy(&changed);
    let outcome = command().arg("--check").arg(&path).run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    for text in ["block `Rust outermost`", "| status 0 |", "| SIGABRT |"] {
        assert!(outcome.stderr.contains(text), "no {text}\n{outcome}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), changed, "a check writes nothing");
}

#[test]
fn a_chapter_is_written_anew() {
    if !can_run() {
        return;
    }
    let (_folder, path) = copy(&emptied(&chapter()));
    let _ = command().arg(&path).run().expect_success();
    let written = fs::read_to_string(&path).expect("the copy can be read");
    assert_eq!(emptied(&written), emptied(&chapter()), "the prose stays");
    let _ = command().arg("--check").arg(&path).run().expect_success();
}

#[test]
fn a_chapter_without_a_block_is_refused() {
    let (_folder, path) = copy(&chapter().replace("<!-- end: latency -->\n", ""));
    let outcome = command().arg(&path).run();
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("<!-- end: latency -->"), "{outcome}");
}

/// The chapter with nothing in its blocks.
fn emptied(chapter: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in chapter.lines() {
        inside &= !line.starts_with("<!-- end: ");
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
        inside |= line.starts_with("<!-- observed: ") || line.starts_with("<!-- measured: ");
    }
    kept
}
