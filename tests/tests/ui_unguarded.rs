//! An export without a guard does not compile.
//!
//! The expected messages come from the pinned toolchain. `every_form_is_refused_at_its_own_line` compares only
//! positions and codes, and CI also runs it on nightly, where a change in how rustc resolves `no_mangle` would appear
//! first.
#![forbid(unsafe_code)]

use ffi_guard_test_support::paths;
use ffi_guard_test_support::project::Project;
use std::fs;

#[test]
fn refused() {
    let cases = trybuild::TestCases::new();
    for case in ["forms", "export_name", "macro_argument", "no_implicit_prelude", "scan_alone"] {
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

/// Returns the 1-based lines of `text` that contain `attribute`.
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
    let (ours, theirs): (Vec<_>, Vec<_>) =
        output.errors().into_iter().partition(|error| error.code.is_none());
    let expected = lines_with(&forms, "no_mangle");
    let mut found: Vec<u32> = theirs.iter().map(|error| error.line).collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{output}");
    for error in theirs {
        assert_eq!(error.code.as_deref(), Some("E0659"), "{output}");
    }
    let advice = "help: put `#[ffi_guard::ffi_export(..)]` on ";
    assert!(ours.iter().all(|error| error.message.contains(advice)), "{output}");
    for line in expected {
        let place = format!(" at src/lib.rs:{line}:");
        let named = ours.iter().filter(|error| error.message.contains(&place)).count();
        // The scan does not know whether the macro is used or what it generates.
        let made_by_a_macro = forms.lines().nth(line as usize).is_some_and(|fun| fun.contains('$'));
        assert_eq!(named, usize::from(!made_by_a_macro), "{place} {output}");
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
    let [ours, theirs] = &*errors else { panic!("{output}") };
    assert!(
        ours.message.starts_with("unguarded export `in_an_included_file` at src/included.rs:1:"),
        "{output}"
    );
    assert!(theirs.is_at("src/included.rs", 1), "{output}");
    assert_eq!(theirs.code.as_deref(), Some("E0659"), "{output}");
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

#[test]
fn three_hundred_exports_are_one_error_of_ours() {
    let exports =
        (0..300).map(|n| format!("#[unsafe(no_mangle)]\npub extern \"C\" fn f{n}() {{}}\n"));
    let text =
        "ffi_guard::ffi_library! { prefix = \"many\" }\n".to_owned() + &exports.collect::<String>();
    let output = Project::new("unguarded_many").file("src/lib.rs", &text).check().expect_failure();
    let errors = output.errors();
    let ours: Vec<_> = errors.iter().filter(|error| error.code.is_none()).collect();
    let [only] = *ours else { panic!("{output}") };
    assert!(only.message.starts_with("300 unguarded exports\nhelp: put "), "{output}");
    assert!(only.message.ends_with("\n  `f299` at src/lib.rs:600:10"), "{output}");
    assert_eq!(errors.len(), 301);
}

/// A macro of another crate receives the word as a value, in the form of an attribute, and beside a guard.
#[test]
fn arguments_of_macros_of_other_crates() {
    let root = "ffi_guard::ffi_library! { prefix = \"foreign\" }
other::ignore! { export_name = \"exported\" fn f() {} }
other::ignore! { export_name = \"guarded\", ffi_guard::ffi_export fn f() {} }
#[cfg(any())]
other::ignore!(export_name);
pub fn g(export_name: u8) {
    other::ignore!(export_name.count_ones(), { \"a\": export_name }, f(export_name));
    other::ignore!(\"{}\", export_name);
}
";
    let other = "#[macro_export] macro_rules! ignore { ($($all:tt)*) => {} }";
    let output = Project::new("unguarded_foreign")
        .file("src/lib.rs", root)
        .file("other/Cargo.toml", "[package]\nname = \"other\"\nversion = \"0.1.0\"\n")
        .file("other/src/lib.rs", other)
        .dependency("other", "{ path = \"other\" }")
        .check()
        .expect_failure();
    let errors = output.errors();
    let [error] = &*errors else { panic!("{output}") };
    let expected = "unguarded export `exported` at src/lib.rs:2:18\nhelp: the macro `ignore` of another crate may put";
    assert!(error.message.starts_with(expected), "{output}");
}
