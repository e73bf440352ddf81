//! Checks that defects are reported, in programs that are built and run in the same way as the others.

use crate::checker;
use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::checker::{Checker, FOUND};
use ffi_guard_test_support::fixture;
use std::path::Path;

fn program(library: &Path) -> Executable {
    Program::new("defects").unit("defects.c").link(library).build()
}

/// Returns the text that a checker prints for a kind of defect, or `None` if it does not detect it.
fn words(checker: Checker, defect: &str) -> Option<&'static str> {
    let (kind, _) = defect.rsplit_once("_in_")?;
    match (checker, kind) {
        (Checker::Memcheck, "read_after_free") => Some("Invalid read of size 4"),
        (Checker::Address, "read_after_free") => Some("heap-use-after-free"),
        (Checker::Thread, "read_after_free") => Some("heap-use-after-free"),
        (Checker::Memcheck, "leak") => Some("40 bytes in 1 blocks are definitely lost"),
        (Checker::Address, "leak") => Some("Direct leak of 40 byte(s)"),
        (Checker::Thread, "race") => Some("data race"),
        _ => None,
    }
}

/// Checks that the program ends with the checker's status, and that the report names the function with the defect.
#[track_caller]
fn is_reported(defect: &str, function: &str) {
    let Some(checker) = checker() else { return };
    let Some(words) = words(checker, defect) else { return };
    let library = fixture::build("defects");
    for library in [library.cdylib(), library.staticlib()] {
        let program = program(library);
        let outcome = checker.process(program.path()).arg(defect).run();
        assert_eq!(outcome.code, Some(FOUND), "{checker:?}, {}: {outcome}", library.display());
        for expected in [words, function] {
            assert!(
                outcome.stderr.contains(expected),
                "no `{expected}` from {checker:?}: {outcome}"
            );
        }
    }
}

#[test]
fn read_after_free_in_c() {
    is_reported("read_after_free_in_c", "read_in_c");
}

#[test]
fn read_after_free_in_rust() {
    is_reported("read_after_free_in_rust", "defects_read");
}

#[test]
fn leak_in_c() {
    is_reported("leak_in_c", "lose_in_c");
}

#[test]
fn leak_in_rust() {
    is_reported("leak_in_rust", "defects_lose");
}

#[test]
fn race_in_c() {
    is_reported("race_in_c", "add_in_c");
}

#[test]
fn race_in_rust() {
    is_reported("race_in_rust", "defects_add");
}

/// A program without a defect does not end with that status.
#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let Some(checker) = checker() else { return };
    let library = fixture::build("defects");
    for library in [library.cdylib(), library.staticlib()] {
        let outcome = checker.process(program(library).path()).arg("none").run().expect_success();
        assert_eq!(outcome.stderr, "");
    }
}
