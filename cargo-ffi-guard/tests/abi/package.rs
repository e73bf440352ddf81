//! The command builds the package, or says what hinders it.

use crate::support::abi;
use ffi_guard_test_support::project::Project;
use std::fs;

const SOURCE: &str = "/** Adds. */ #[ffi_guard::ffi_export(fallback = -1)] pub fn add(a: i32, b: i32) -> i32 { a + b }";

#[test]
fn a_package_is_built_under_any_name_of_the_runtime() {
    let source = SOURCE
        .replace("ffi_export(", "ffi_export(crate = ::guards, ")
        .replace("ffi_guard::", "guards::");
    let manifest = Project::new("abi_renamed")
        .lib(&["cdylib"])
        .runtime_as("guards")
        .file("src/lib.rs", &source)
        .write();
    let outcome = abi(["--manifest-path".as_ref(), manifest.as_os_str()]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let expected = "fn add(a: i32, b: i32) -> i32\n    on failure: value -1\n";
    assert!(outcome.stdout.starts_with(expected), "{outcome}");
}

#[test]
fn a_package_without_the_runtime_is_told_the_line_to_add() {
    let manifest = Project::new("abi_without")
        .lib(&["cdylib"])
        .without_runtime()
        .file("src/lib.rs", "")
        .write();
    let outcome = abi(["--manifest-path".as_ref(), manifest.as_os_str()]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("add `ffi-guard-runtime = \""), "{outcome}");
}

#[test]
fn a_library_without_the_feature_holds_nothing() {
    let output = Project::new("abi_off").lib(&["staticlib"]).file("src/lib.rs", SOURCE).build();
    let output = output.expect_success();
    let artifact = output.artifacts.staticlib();
    let outcome = abi([artifact]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("the file holds no description of its ABI"), "{outcome}");
    let bytes = fs::read(artifact).expect("the library");
    assert!(!bytes.windows(8).any(|bytes| bytes == b"\"record\""), "a description");
}
