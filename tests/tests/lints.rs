//! Compares the lints of rustc and clippy for each function of `tests/lints` with and without its attribute.
#![forbid(unsafe_code)]

use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::skip;
use std::collections::BTreeSet;
use std::process::Command;

/// A lint name and the source line that it reports.
type Finding = (String, String);

/// Turns each `/* ffi_export(..) */` into an attribute, without changing the line numbers.
fn with_attributes(source: &str) -> String {
    let line = |line: &str| match line.trim().strip_prefix("/* ffi_") {
        Some(rest) => format!("#[ffi_guard::ffi_{}]", rest.trim_end_matches(" */")),
        None => line.to_owned(),
    };
    source.lines().map(|text| line(text) + "\n").collect()
}

fn findings(name: &str, command: &str, source: &str) -> BTreeSet<Finding> {
    let project = Project::new(name).file("src/lib.rs", source);
    let output = if command == "clippy" { project.cargo("clippy") } else { project.check() };
    // Some lints are errors by default.
    let said = output.warnings().into_iter().chain(output.errors());
    let lines: Vec<&str> = source.lines().collect();
    said.filter_map(|one| {
        let line = lines.get((one.line as usize).checked_sub(1)?)?;
        Some((one.code.clone()?, format!("{}: {}", one.line, line.trim())))
    })
    .collect()
}

/// Asserts that the findings are the same with and without the attributes. `lost` lists exceptions that are only found
/// without: lint names, each with a part of its source line.
fn compare(name: &str, source: &str, command: &str, lost: &[(&str, &str)]) {
    let without = findings(&format!("lints_{name}_{command}_without"), command, source);
    let with = findings(&format!("lints_{name}_{command}"), command, &with_attributes(source));
    assert!(without.len() > 12, "{without:#?}");
    let added: Vec<_> = with.difference(&without).collect();
    assert!(added.is_empty(), "only with the attribute: {added:#?}");
    let missing: Vec<_> = without.difference(&with).collect();
    let is_listed = |(lint, line): &Finding| {
        lost.iter().any(|(known, piece)| known == lint && line.contains(piece))
    };
    let unlisted: Vec<_> = missing.iter().filter(|finding| !is_listed(finding)).collect();
    assert!(unlisted.is_empty(), "only without the attribute: {unlisted:#?}");
    assert_eq!(missing.len(), lost.len(), "listed as lost, but found: {missing:#?}");
}

fn has_clippy() -> bool {
    let version = Command::new("cargo").args(["clippy", "--version"]).output();
    let found = version.is_ok_and(|output| output.status.success());
    if !found {
        skip::announce("the lints of clippy", "`cargo clippy` is not installed");
    }
    found
}

/// The functions in the C form.
const C_FORM: &str = include_str!("../lints/functions.rs");

/// The functions without a symbol. No line is empty, because clippy warns of an empty line after an attribute.
fn without_symbol() -> String {
    C_FORM.replace("#[unsafe(no_mangle)]", "// No symbol.")
}

/// The functions as callbacks.
fn callbacks() -> String {
    without_symbol().replace("/* ffi_export", "/* ffi_callback")
}

/// The functions in the Rust form: without C's calling convention.
fn rust_form() -> String {
    without_symbol().replace("extern \"C\" fn", "fn")
}

const RECURSION: (&str, &str) = ("unconditional_recursion", "lint_recursion(n: i32)");

#[test]
fn rustc_in_place() {
    compare("c_form", C_FORM, "check", &[RECURSION]);
    compare("callback", &callbacks(), "check", &[RECURSION]);
}

#[test]
fn rustc_beside() {
    compare("rust_form", &rust_form(), "check", &[]);
    let public = ("unreachable_pub", "pub fn hidden()");
    compare("block", include_str!("../lints/block.rs"), "check", &[public]);
}

#[test]
fn clippy_in_place() {
    if has_clippy() {
        let caught = [("clippy::missing_panics_doc", "lint_panics")];
        compare("c_form", C_FORM, "clippy", &caught);
        compare("callback", &callbacks(), "clippy", &caught);
    }
}

#[test]
fn clippy_beside() {
    if has_clippy() {
        let owned = [
            ("clippy::needless_pass_by_value", "lint_by_value"),
            ("clippy::needless_pass_by_value", "lint_boxed"),
            ("clippy::boxed_local", "lint_boxed"),
        ];
        compare("rust_form", &rust_form(), "clippy", &owned);
        let of_block = [
            ("clippy::needless_pass_by_value", "pub fn by_value"),
            ("clippy::boxed_local", "pub fn boxed"),
            ("clippy::type_complexity", "call: Box<dyn Fn"),
            ("clippy::needless_pass_by_value", "call: Box<dyn Fn"),
            ("unreachable_pub", "pub fn hidden()"),
        ];
        compare("block", include_str!("../lints/block.rs"), "clippy", &of_block);
    }
}
