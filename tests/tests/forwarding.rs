//! Two crates with `ffi_library!` in one shared library: an outer crate exports the functions of the inner one.
#![cfg(target_os = "linux")]
#![forbid(unsafe_code)]

use ffi_guard_test_support::cargo::Output;
use ffi_guard_test_support::project::Project;
use object::{Object, ObjectSymbol};
use std::fs;

/// Builds an outer crate with this root and an inner crate with these arguments of `ffi_library!`.
fn build(name: &str, inner: &str, outer: &str) -> Output {
    let runtime = ffi_guard_test_support::paths::workspace().join("ffi-guard-runtime");
    let manifest = format!(
        "[package]\nname = \"inner_of_{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nffi-guard-runtime = {{ path = {runtime:?} }}\n"
    );
    let library = format!(
        "ffi_guard::ffi_library! {{ {inner} }}\n\
         pub struct Counter(u32);\n\
         #[ffi_guard::ffi_export]\n#[unsafe(no_mangle)]\npub extern \"C\" fn fw_first() {{}}\n\
         #[ffi_guard::ffi_export(fallback = 0)]\npub fn fw_second(text: &str) -> usize {{ text.len() }}\n"
    );
    Project::new(name)
        .lib(&["cdylib"])
        .dependency(&format!("inner_of_{name}"), "{ path = \"inner\" }")
        .file("inner/Cargo.toml", &manifest)
        .file("inner/src/lib.rs", &library)
        .file("src/lib.rs", &outer.replace("inner", &format!("inner_of_{name}")))
        .build()
}

/// Returns the symbols that the library exports and whose names contain `_`, sorted.
fn exports(output: &Output) -> Vec<String> {
    let data = fs::read(output.artifacts.cdylib()).expect("the library can be read");
    let file = object::File::parse(&*data).expect("the library can be parsed");
    let names = file.dynamic_symbols().filter(ObjectSymbol::is_definition);
    let names = names.filter_map(|symbol| symbol.name().ok().map(str::to_owned));
    let mut names: Vec<String> = names
        .filter(|name| ["fw_", "other_"].iter().any(|begin| name.starts_with(begin)))
        .collect();
    names.sort_unstable();
    names
}

const ERRORS: [&str; 5] = [
    "clear_last_error",
    "last_error",
    "last_error_backtrace",
    "last_error_message",
    "set_error_callback",
];

fn with_errors(functions: &[&str], prefixes: &[&str]) -> Vec<String> {
    let errors = prefixes.iter().flat_map(|prefix| ERRORS.map(|name| format!("{prefix}_{name}")));
    let mut all: Vec<String> =
        functions.iter().map(|&name| name.to_owned()).chain(errors).collect();
    all.sort_unstable();
    all
}

#[test]
fn one_of_the_crates_exports_the_error_functions() {
    let functions = ["fw_first", "fw_second"];
    let output = build("fw_inner", "prefix = \"fw\"", "pub use inner::*;").expect_success();
    assert_eq!(exports(&output), with_errors(&functions, &["fw"]));
    let none = "prefix = \"fw\", errors = \"none\"";
    let root = "ffi_guard::ffi_library! { prefix = \"fw\" }\npub use inner::*;\n\
                #[ffi_guard::ffi_export] pub fn fw_own() {}\n";
    let output = build("fw_outer", none, root).expect_success();
    assert_eq!(exports(&output), with_errors(&["fw_first", "fw_second", "fw_own"], &["fw"]));
    let root = "ffi_guard::ffi_library! { prefix = \"fw\" }\nextern crate inner as _;";
    let output = build("fw_extern", none, root).expect_success();
    assert_eq!(exports(&output), with_errors(&functions, &["fw"]));
    let root = "ffi_guard::ffi_library! { prefix = \"other\" }\npub use inner::*;";
    let output = build("fw_both", "prefix = \"fw\"", root).expect_success();
    assert_eq!(exports(&output), with_errors(&functions, &["fw", "other"]));
}

/// The linker names the symbol, and the documentation of `ffi_library!` says what to write.
#[test]
fn two_functions_of_one_symbol_are_not_linked() {
    let root = "ffi_guard::ffi_library! { prefix = \"fw\" }\npub use inner::*;";
    let output = build("fw_twice", "prefix = \"fw\"", root).expect_failure();
    let messages = output.to_string();
    assert!(messages.contains("fw_last_error"), "{messages}");
}
