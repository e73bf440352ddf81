//! `cargo ffi-guard audit --header` of a library that describes itself, and of one that does not.

use crate::command::{RIGHT, SOURCE};
use crate::support::{TARGETS, is_available};
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::project::Project;
use std::fs;
use std::path::{Path, PathBuf};

/// Builds the library.
fn library(name: &str, features: &[&str], arguments: &[&str]) -> PathBuf {
    let project = Project::new(name).lib(&["staticlib"]).runtime_features(features);
    let output = project.file("src/lib.rs", SOURCE).cargo_args(arguments).build();
    output.expect_success().artifacts.staticlib().to_owned()
}

/// Audits a library with a header of this text.
fn audit(library: &Path, text: &str, arguments: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let header = folder.path().join("proven.h");
    fs::write(&header, text).expect("the header");
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
        .args(["ffi-guard", "audit"])
        .arg(library)
        .args(arguments)
        .args(["--header", "proven.h"])
        .dir(folder.path())
        .run()
}

#[test]
fn a_described_library_is_compared_by_types() {
    let library = library("proof_audit", &["describe"], &[]);
    let outcome = audit(&library, RIGHT, &[]).expect_success();
    assert!(outcome.stdout.contains("2 checks of the headers by cc"), "{outcome}");
    let wrong = RIGHT.replace("int32_t b", "int64_t b");
    let outcome = audit(&library, &wrong, &[]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let expected = "header: `proven_add`: the header has `int32_t proven_add(int32_t a, int64_t b)`, the library \
                    `int32_t proven_add(int32_t, int32_t)` (proven.h:2)\n";
    assert!(outcome.stdout.contains(expected), "{outcome}");
    let outcome = audit(&library, &wrong, &["--format", "json"]);
    let expected = "\"disagreement\": \"declared-differently\"";
    assert!(outcome.stdout.contains(expected), "{outcome}");
    assert!(outcome.stdout.contains("\"symbol\": \"proven_add\""), "{outcome}");
}

#[test]
fn a_declaration_that_is_switched_off_is_noted() {
    let library = library("proof_off", &["describe"], &[]);
    let text = RIGHT.replace("int64_t proven_sum", "#endif\nint64_t proven_sum");
    let outcome =
        audit(&library, &text.replace("int32_t proven_add", "#ifdef OFF\nint32_t proven_add"), &[]);
    assert!(outcome.stdout.contains("`proven_add` is not declared; the library has"), "{outcome}");
}

#[test]
fn a_library_without_descriptions_is_compared_by_names() {
    let library = library("proof_names_only", &[], &[]);
    let outcome = audit(&library, &RIGHT.replace("int32_t b", "int64_t b"), &[]).expect_success();
    let expected = "the artifact holds no description of its ABI: names are compared with the headers, and types are not";
    assert!(outcome.stdout.contains(expected), "{outcome}");
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn the_compiler_is_that_of_the_artifact() {
    for (target, program) in TARGETS {
        // The crate `cc` chooses `cc -m32` for i686, which needs other headers of the system.
        let is_default = !target.starts_with("i686") && program != "clang";
        if !is_default || !is_available(target, program) {
            continue;
        }
        let name = format!("proof_audit_{}", program.replace('-', "_"));
        let library = library(&name, &["describe"], &["--target", target]);
        let outcome = audit(&library, &RIGHT.replace("int32_t b", "int64_t b"), &[]);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(
            outcome.stdout.contains(&format!("2 checks of the headers by {program}")),
            "{outcome}"
        );
        assert!(outcome.stdout.contains("(proven.h:2)"), "{outcome}");
    }
}

#[test]
fn a_header_outside_the_directory_is_not_the_librarys() {
    let library = library("proof_audit_outside", &["describe"], &[]);
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(path, text).expect("the header");
    };
    write("vendor/z.h", "int z_deflate(int level);\n");
    write("include/proven.h", &format!("#include \"../vendor/z.h\"\n{RIGHT}"));
    let audit = |compiler: &str| {
        Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
            .args(["ffi-guard", "audit", "--format", "json"])
            .arg(&library)
            .args(["--header", "include/proven.h"])
            .env("CC", compiler)
            .dir(folder.path())
            .run()
    };
    let outcome = audit("cc").expect_success();
    let note = "`../vendor/z.h` is outside the directories of the headers, so it was not read";
    assert!(outcome.stdout.contains(note), "{outcome}");
    let outcome = audit("absent-compiler");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(2), ""), "{outcome}");
}

#[test]
fn without_a_compiler_the_audit_fails() {
    let library = library("proof_audit_absent", &["describe"], &[]);
    let outcome = audit(&library, RIGHT, &["--target", "riscv64gc-unknown-linux-gnu"]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("riscv64"), "{outcome}");
}
