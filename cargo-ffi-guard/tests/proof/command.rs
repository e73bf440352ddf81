//! `cargo ffi-guard header --prove`: which header it proves, and its exit status.

use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;
use ffi_guard_test_support::project::Project;
use std::fs;
use std::path::Path;

pub(crate) const SOURCE: &str = "\
ffi_guard::ffi_library! { prefix = \"proven\", errors = \"none\" }
#[ffi_guard::ffi_export(fallback = -1)]
pub fn proven_add(a: i32, b: i32) -> i32 { a + b }
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub unsafe extern \"C\" fn proven_sum(values: *const i32, count: u32) -> i64 { let _ = values; count.into() }
";
pub(crate) const RIGHT: &str = "\
#include <stdint.h>
int32_t proven_add(int32_t a, int32_t b);
int64_t proven_sum(const int32_t *values, uint32_t count);
";

fn header(manifest: &Path) -> Process {
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
        .args(["ffi-guard", "header", "--manifest-path"])
        .arg(manifest)
        .dir(manifest.parent().expect("the folder"))
        .env("CARGO_TARGET_DIR", paths::target().join("tests/proof"))
}

/// Proves a header with this text.
fn prove(name: &str, text: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
    let project = Project::new(name).lib(&["cdylib"]).file("src/lib.rs", SOURCE);
    let manifest = project.file("by_hand.h", text).write();
    let process = header(&manifest).arg("--prove=by_hand.h").args(arguments);
    environment.iter().fold(process, |process, (name, value)| process.env(name, value)).run()
}

#[test]
fn the_header_that_is_written_is_proven() {
    let manifest = Project::new("proof_written").file("src/lib.rs", SOURCE).write();
    let folder = manifest.parent().expect("the folder");
    let built = tempfile::tempdir().expect("a folder");
    let plain = header(&manifest).args(["-o", "plain.h"]).env("CARGO_TARGET_DIR", built.path());
    let plain = plain.run().expect_success();
    // Cargo remembers the version of rustc in a file.
    let mut entries = fs::read_dir(built.path()).expect("the folder").flatten();
    let folder_of_build = entries.find(|entry| entry.path().is_dir());
    assert!(folder_of_build.is_none(), "plain `header` has built {folder_of_build:?}: {plain}");
    let to_file = header(&manifest).args(["--prove", "-o", "out.h"]).run().expect_success();
    assert!(to_file.stderr.contains("out.h is right: 2 checks by "), "{to_file}");
    let to_stdout = header(&manifest).arg("--prove").run().expect_success();
    assert!(to_stdout.stderr.contains("stdout is right: 2 checks by "), "{to_stdout}");
    let [plain, out] = ["plain.h", "out.h"].map(|file| fs::read_to_string(folder.join(file)));
    assert_eq!(to_stdout.stdout, plain.expect("plain.h"));
    assert_eq!(to_stdout.stdout, out.expect("out.h"));
}

#[test]
fn a_wrong_header_is_shown_with_its_line() {
    let outcome = prove("proof_wrong", &RIGHT.replace("int32_t b", "int64_t b"), &[], &[]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let expected = "by_hand.h:2: error: `proven_add`: the header has `int32_t proven_add(int32_t a, int64_t b)`, \
                    the library `int32_t proven_add(int32_t, int32_t)`\nby_hand.h has 1 error: 2 checks by ";
    assert!(outcome.stderr.contains(expected), "{outcome}");
}

#[test]
fn another_spelling_is_an_error_if_strict() {
    let text = RIGHT.replace("const int32_t *", "void *");
    let outcome = prove("proof_spelled", &text, &[], &[]).expect_success();
    assert!(outcome.stderr.contains("by_hand.h:3: note: `proven_sum`: "), "{outcome}");
    let outcome = prove("proof_strict", &text, &["--strict"], &[]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stderr.contains("by_hand.h:3: error: `proven_sum`: "), "{outcome}");
}

#[test]
fn nothing_is_proven_without_a_compiler_for_the_target() {
    for (name, environment, expected) in [
        ("proof_absent", ("CC", "/no/compiler"), "the C compiler"),
        (
            "proof_other",
            ("CFLAGS", "-m32"),
            "compiles for another kind of target than the library's",
        ),
        ("proof_broken", ("CFLAGS", "-include /no/file.h"), "does not compile"),
    ] {
        let outcome = prove(name, RIGHT, &[], &[environment]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(expected), "{expected}: {outcome}");
    }
    let outcome = prove("proof_program", RIGHT, &[], &[("CC", "true")]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
}

#[test]
fn a_header_that_is_absent_or_named_twice_is_an_error() {
    let manifest = Project::new("proof_names").file("src/lib.rs", SOURCE).write();
    for (arguments, expected) in [
        (&["--prove=absent.h"][..], "the header does not exist"),
        (&["--prove=absent.h", "-o", "out.h"], "both -o and --prove name a header"),
    ] {
        let outcome = header(&manifest).args(arguments).run();
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(expected), "{expected}: {outcome}");
    }
}
