//! An export without a guard does not compile.
//!
//! The snapshots are those of the pinned toolchain. `every_form_is_refused_at_its_own_line` compares
//! places and codes alone and is run by CI on nightly as well, where a change in how rustc resolves
//! `no_mangle` would show first.
#![forbid(unsafe_code)]

use ffi_guard_tests::paths;
use ffi_guard_tests::project::Project;
use std::fs;

#[test]
fn refused() {
    let cases = trybuild::TestCases::new();
    for case in ["forms", "export_name", "no_implicit_prelude", "scan_alone"] {
        cases.compile_fail(format!("ui/unguarded/{case}.rs"));
    }
}

#[test]
fn accepted() {
    trybuild::TestCases::new().pass("ui/unguarded/guarded.rs");
}

fn source(name: &str) -> String {
    let path = paths::workspace().join("tests/ui/unguarded").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of `text` that hold `attribute`, counted from 1.
fn lines_with(text: &str, attribute: &str) -> Vec<u32> {
    let lines = text.lines().zip(1..);
    lines.filter_map(|(line, number)| line.contains(attribute).then_some(number)).collect()
}

#[test]
fn every_form_is_refused_at_its_own_line() {
    let old_style = "#[no_mangle]\npub extern \"C\" fn old_style() {}\n";
    let forms = source("forms.rs") + old_style;
    let output = Project::new("unguarded_forms").edition("2021").file("src/lib.rs", &forms).check();
    let output = output.expect_failure();
    let expected = lines_with(&forms, "no_mangle");
    let mut found: Vec<u32> = output.errors().iter().map(|error| error.line).collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{output}");
    for error in output.errors() {
        assert_eq!(error.code.as_deref(), Some("E0659"), "{output}");
    }
}

#[test]
fn every_form_is_refused_in_an_included_file() {
    let root = "ffi_guard::ffi_library! { prefix = \"included\" }\ninclude!(\"included.rs\");\n";
    let output = Project::new("unguarded_included")
        .file("src/lib.rs", root)
        .file("src/included.rs", &source("modules/included.rs"))
        .check()
        .expect_failure();
    let errors = output.errors();
    assert!(errors.len() == 1 && errors[0].is_at("src/included.rs", 1), "{output}");
    assert_eq!(errors[0].code.as_deref(), Some("E0659"), "{output}");
}

#[test]
fn every_hand_written_name_is_refused_with_its_place() {
    let (root, module) = (source("export_name.rs"), source("modules/exports.rs"));
    let output = Project::new("unguarded_names")
        .edition("2021")
        .file("src/lib.rs", &root)
        .file("src/modules/exports.rs", &module)
        .check()
        .expect_failure();
    let mut expected: Vec<String> = Vec::new();
    for (line, symbol) in [(4, "at_the_root"), (10, "conditional"), (18, "VERSION")] {
        expected.push(format!("unguarded export `{symbol}` at src/lib.rs:{line}:"));
    }
    for (line, symbol) in [(1, "in_another_file"), (7, "without_a_prelude")] {
        expected.push(format!("unguarded export `{symbol}` at src/modules/exports.rs:{line}:"));
    }
    let errors = output.errors();
    for expected in &expected {
        assert!(
            errors.iter().any(|error| error.message.starts_with(expected)),
            "{expected}\n{output}"
        );
    }
    assert_eq!(errors.len(), expected.len(), "{output}");
}
