//! Selection of packages, and the settings.

use crate::tree::{Tree, manifest};
use cargo_ffi_guard::cli::{Check, Selection};
use cargo_ffi_guard::report::Report;
use std::path::PathBuf;
use std::process::{Command, Output};

fn workspace() -> Tree {
    let tree = Tree::empty();
    let root = "[workspace]\nmembers = [\"one\", \"two\", \"derive\", \"app\"]\nresolver = \"3\"\n\
                [workspace.metadata.ffi-guard]\nguards = [\"shared\"]\n";
    tree.write("Cargo.toml", root.as_bytes());
    tree.write("one/Cargo.toml", manifest("one", "").as_bytes());
    tree.write("one/src/lib.rs", b"#[no_mangle] pub extern \"C\" fn one() { shared(|| work()) }\n");
    let own = "[package.metadata.ffi-guard]\nguards = [\"own\"]\n";
    tree.write("two/Cargo.toml", manifest("two", own).as_bytes());
    tree.write(
        "two/src/lib.rs",
        b"#[no_mangle] pub extern \"C\" fn two() { shared(|| work()) }\n\
          #[no_mangle] pub extern \"C\" fn three() { own(|| work()) }\n\
          #[no_mangle] pub extern \"C\" fn four() { work() }\n",
    );
    let derive = manifest("derive", "").replace("crate-type = [\"cdylib\"]", "proc-macro = true");
    tree.write("derive/Cargo.toml", derive.as_bytes());
    tree.write("derive/src/lib.rs", b"#[no_mangle] pub extern \"C\" fn in_the_compiler() {}\n");
    let app = "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    tree.write("app/Cargo.toml", app.as_bytes());
    tree.write("app/src/main.rs", b"fn main() {}\n");
    tree
}

fn symbols(report: &Report) -> Vec<(&str, bool)> {
    let exports = report.exports.iter();
    exports.map(|export| (export.symbol.as_str(), export.guard.is_accepted())).collect()
}

fn of(manifest: PathBuf) -> Check {
    Check { selection: Selection::of(manifest), ..Check::default() }
}

fn package(name: &str) -> Check {
    let selection = Selection { package: vec![name.to_owned()], ..Selection::default() };
    Check { selection, ..Check::default() }
}

#[test]
fn all_libraries_of_a_workspace_are_read() {
    let tree = workspace();
    let all = [("one", true), ("two", true), ("three", true), ("four", false)];
    let report = tree.check(Check::default()).expect("readable");
    assert_eq!(symbols(&report), all);
    let place = report.exports[3].place.as_ref().expect("a place");
    assert_eq!(place.file, std::path::Path::new("two/src/lib.rs"));
    assert_eq!((place.line, place.column), (3, 32));
    let mut own = of(tree.path("one/Cargo.toml"));
    own.selection.workspace = true;
    assert_eq!(symbols(&cargo_ffi_guard::check::run(&own).expect("readable")), all);
}

#[test]
fn packages_are_chosen_as_cargo_chooses_them() {
    let tree = workspace();
    let member = of(tree.path("one/Cargo.toml"));
    let report = cargo_ffi_guard::check::run(&member).expect("readable");
    assert_eq!(symbols(&report), [("one", true)]);
    let named = package("one");
    assert_eq!(symbols(&tree.check(named).expect("readable")), [("one", true)]);
    let failed = |package: &str| tree.check(self::package(package)).expect_err(package).to_string();
    assert!(
        failed("three").contains("has no package `three`") && failed("three").contains("`two`")
    );
    assert!(failed("app").contains("none of the chosen packages has a library"));
    assert!(failed("derive").contains("none of the chosen packages has a library"));
}

#[test]
fn wrong_settings_are_refused() {
    let tree = Tree::empty();
    for (settings, what) in [
        ("[package.metadata.ffi-guard]\nguard = [\"a\"]", "has no setting `guard`"),
        ("[package.metadata.ffi-guard]\nguards = \"a\"", "is not a list of names"),
        ("[package.metadata]\nffi-guard = 1", "is not a table"),
    ] {
        tree.write("Cargo.toml", manifest("sample", settings).as_bytes());
        tree.write("src/lib.rs", b"");
        let failure = tree.failure();
        assert!(failure.contains(what) && failure.contains("guards = [\"name\", ..]"), "{failure}");
    }
}

#[test]
fn a_manifest_that_is_not_there_says_so() {
    let failure = Tree::empty().failure();
    assert!(failure.contains("Cargo.toml") && failure.contains("--manifest-path"), "{failure}");
}

fn program(tree: &Tree, dir: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
    command.args(["ffi-guard", "check"]).args(arguments).current_dir(tree.path(dir));
    command.env("NO_COLOR", "1").output().expect("the program starts")
}

#[test]
fn the_exit_status_tells_the_outcome() {
    let tree = workspace();
    let status = |arguments: &[&str]| program(&tree, "", arguments).status.code();
    assert_eq!(status(&[]), Some(1));
    assert_eq!(status(&["-p", "one"]), Some(0));
    assert_eq!(status(&["-p", "none"]), Some(2));
    assert_eq!(status(&["--none"]), Some(2));
}

#[test]
fn unchecked_values_are_notes_in_every_format() {
    let tree = Tree::empty();
    let depends = "[dependencies]\nffi-guard-runtime = \"1\"\n";
    tree.write("Cargo.toml", manifest("sample", depends).as_bytes());
    let source = "#[ffi_export] #[no_mangle] pub extern \"C\" fn on(on: bool) {}\n";
    tree.write("src/lib.rs", source.as_bytes());
    let what = "`on` takes `on: bool` as C passed it";
    for (format, parts) in [
        ("table", vec![format!("note: src/lib.rs:1: {what}")]),
        (
            "github",
            vec![format!("::notice file=src/lib.rs,line=1,col=46,title=not checked::{what}")],
        ),
        ("json", vec!["\"kind\": \"not-checked\"".to_owned(), format!("\"what\": \"{what}")]),
        ("sarif", vec!["\"id\": \"not-checked\"".to_owned(), format!("\"text\": \"{what}")]),
    ] {
        let output = program(&tree, "", &["--pedantic", "--format", format]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{text}");
        for part in parts {
            assert!(text.contains(&part), "{part}\n{text}");
        }
        let output = program(&tree, "", &["--format", format]);
        assert!(!String::from_utf8_lossy(&output.stdout).contains(what), "{format}");
    }
}

#[test]
fn the_source_is_shown_from_any_folder() {
    let tree = workspace();
    for dir in ["", "two", "two/src"] {
        let output = program(&tree, dir, &["--workspace"]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("two/src/lib.rs:3:32"), "{text}");
        assert!(text.contains("pub extern \"C\" fn four()") && text.contains("^^^^"), "{text}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let tree = workspace();
    for (arguments, status) in [
        (&["check"][..], 1),
        (&["check", "-p", "one"], 0),
        (&["man"], 0),
        (&["completions", "bash"], 0),
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
        command.arg("ffi-guard").args(arguments).current_dir(tree.path("")).stdout(writer);
        let output = command.output().expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*said), (Some(status), ""), "{arguments:?}");
    }
}

#[test]
fn one_more_export_adds_one_row() {
    let names_in_output = |exports: usize, separator: &str| {
        let export = |n| {
            format!("#[no_mangle] pub extern \"C\" fn ck_{n:04}(n: usize) -> u8 {{ [1, 2][n] }}")
        };
        let source = (0..exports).map(export).collect::<Vec<_>>().join(separator);
        let tree = Tree::package(&[("src/lib.rs", &source)]);
        String::from_utf8_lossy(&program(&tree, "", &[]).stdout).matches("ck_").count()
    };
    // All exports on one line: a snippet must not show the whole line.
    for separator in ["\n", " "] {
        let (few, many) = (names_in_output(50, separator), names_in_output(90, separator));
        assert_eq!(many - few, 40, "{few} and {many} names in the output");
    }
}
