//! `cargo ffi-guard header`: its output files, the comparison with an existing header, and its exit status.

use crate::tree::Tree;
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;
use std::fs;

fn run(tree: &Tree, arguments: &[&str]) -> Outcome {
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
        .args(["ffi-guard", "header"])
        .args(arguments)
        .dir(tree.root())
        .run()
}

fn library() -> Tree {
    Tree::library("#[ffi_export] pub fn shape_one() {}\n")
}

#[test]
fn to_the_standard_output_or_to_a_file() {
    let tree = library();
    let shown = run(&tree, &[]).expect_success();
    assert!(shown.stdout.contains("void shape_one(void);"), "{shown}");
    let written = run(&tree, &["-o", "include/shape.h"]).expect_success();
    assert_eq!((written.stdout.as_str(), written.stderr.as_str()), ("", ""));
    let text = fs::read_to_string(tree.path("include/shape.h")).expect("the header");
    assert_eq!(text, shown.stdout);
    assert_eq!(text, tree.header().text(), "the library function returns the same text");
}

#[test]
fn a_file_that_is_up_to_date_stays_untouched() {
    let tree = library();
    let file = tree.path("shape.h");
    run(&tree, &["-o", "shape.h"]).expect_success();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1 << 30);
    let set =
        fs::File::options().write(true).open(&file).and_then(|file| file.set_modified(long_ago));
    set.expect("the time can be set");
    run(&tree, &["-o", "shape.h"]).expect_success();
    let modified = fs::metadata(&file).and_then(|data| data.modified()).expect("a time");
    assert_eq!(modified, long_ago);
}

#[test]
fn drift_is_shown_as_a_patch() {
    let tree = library();
    run(&tree, &["-o", "shape.h"]).expect_success();
    let same = run(&tree, &["--check", "-o", "shape.h"]).expect_success();
    assert_eq!(same.stdout, "", "{same}");
    tree.write(
        "src/lib.rs",
        "ffi_guard::ffi_library! { prefix = \"shape\" }\n#[ffi_export] pub fn shape_two() {}\n",
    );
    let before = fs::read_to_string(tree.path("shape.h")).expect("the header");
    let stale = run(&tree, &["--check", "-o", "shape.h"]);
    assert_eq!(stale.code, Some(1), "{stale}");
    assert!(stale.stdout.starts_with("--- a/shape.h\n+++ b/shape.h\n"), "{stale}");
    assert!(stale.stdout.contains("\n-void shape_one(void);\n+void shape_two(void);\n"), "{stale}");
    assert!(stale.stderr.contains("shape.h is not what the sources say"), "{stale}");
    assert_eq!(
        fs::read_to_string(tree.path("shape.h")).expect("the header"),
        before,
        "the file must not change"
    );
}

#[test]
fn a_missing_file_is_one_line() {
    let tree = library();
    let absent = run(&tree, &["--check", "-o", "include/absent.h"]);
    assert_eq!(absent.code, Some(1), "{absent}");
    assert_eq!(absent.stdout, "", "{absent}");
    let line = "include/absent.h is missing: run the command without --check\n";
    assert_eq!(absent.stderr, line);
    assert!(!tree.path("include/absent.h").exists());
}

#[test]
fn other_line_ends_are_no_difference() {
    let tree = library();
    run(&tree, &["-o", "shape.h"]).expect_success();
    let text = fs::read_to_string(tree.path("shape.h")).expect("the header");
    tree.write("shape.h", &text.replace('\n', "\r\n"));
    run(&tree, &["--check", "-o", "shape.h"]).expect_success();
    tree.write("shape.h", &text.replace('\n', "\r\n").replace("shape_one", "shape_two"));
    let stale = run(&tree, &["--check", "-o", "shape.h"]);
    assert_eq!(stale.code, Some(1), "{stale}");
    assert!(stale.stdout.contains("\n-void shape_two(void);\n+void shape_one(void);\n"), "{stale}");
    tree.write("cbindgen.toml", "line_endings = \"CRLF\"\n");
    tree.write("shape.h", &text);
    run(&tree, &["--check", "-o", "shape.h"]).expect_success();
}

#[test]
fn a_long_difference_is_cut() {
    let tree = library();
    let lines: String = (0..1000).map(|line| format!("int line_{line};\n")).collect();
    tree.write("shape.h", &lines);
    let stale = run(&tree, &["--check", "-o", "shape.h"]);
    assert_eq!(stale.code, Some(1), "{stale}");
    assert_eq!(stale.stdout.lines().count(), 201, "{stale}");
    let last = stale.stdout.lines().last().expect("a line");
    assert!(last.starts_with("... and ") && last.ends_with(" more lines"), "{last}");
}

#[test]
fn a_library_without_exports_is_an_error() {
    let tree = Tree::new(&[("src/lib.rs", "pub fn plain() {}\n")]);
    for arguments in [&[][..], &["--check", "-o", "shape.h"]] {
        let outcome = run(&tree, arguments);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains("exports no function"), "{outcome}");
    }
}

#[test]
fn the_settings_are_printed() {
    let tree = library();
    let printed = run(&tree, &["--print-config"]).expect_success();
    for line in ["language = \"C\"\n", "include_guard = \"SHAPE_H\"\n", "[enum]\n"] {
        assert!(printed.stdout.contains(line), "{printed}");
    }
    let header = run(&tree, &[]).expect_success().stdout;
    tree.write("cbindgen.toml", &printed.stdout);
    assert_eq!(run(&tree, &[]).expect_success().stdout, header);
    assert_eq!(run(&tree, &["--print-config"]).expect_success().stdout, printed.stdout);
}

#[test]
fn what_is_left_out_is_told_beside_the_header() {
    let tree = Tree::library("#[ffi_export(name = \"a.b\")] pub fn f() {}");
    let outcome = run(&tree, &[]).expect_success();
    assert!(outcome.stderr.starts_with("note: src/lib.rs:2:"), "{outcome}");
}

#[test]
fn one_library_at_a_time() {
    let tree = Tree::new(&[]);
    tree.write("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n");
    for name in ["one", "two"] {
        let manifest =
            format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        tree.write(&format!("{name}/Cargo.toml"), &manifest);
        let source = format!("#[ffi_export] pub fn {name}() {{}}\n");
        tree.write(&format!("{name}/src/lib.rs"), &source);
    }
    let both = run(&tree, &[]);
    assert_eq!(both.code, Some(2), "{both}");
    assert!(both.stderr.contains("`one`, `two`") && both.stderr.contains("--package"), "{both}");
    let two = run(&tree, &["--package", "two"]).expect_success();
    assert!(two.stdout.contains("void two(void);") && !two.stdout.contains("void one"), "{two}");
}

#[test]
fn a_wrong_call() {
    let tree = library();
    let outcome = run(&tree, &["--check"]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("--output"), "{outcome}");
    let outcome = run(&tree, &["-o", "src"]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("the header cannot be written"), "{outcome}");
}

/// The headers of the examples match the output of the command.
#[test]
fn the_headers_of_the_examples_are_up_to_date() {
    for (example, header) in
        [("minijinja-capi", "include/jinja.h"), ("semver-capi", "include/semver.h")]
    {
        Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
            .args(["ffi-guard", "header", "--check", "-o", header])
            .dir(paths::workspace().join("examples").join(example))
            .run()
            .expect_success();
    }
}

/// A library of C has the exports of its dependencies, whose declarations are in headers of their own.
#[test]
fn exports_of_dependencies_are_noted() {
    let tree = library();
    tree.add_to_manifest(
        "[dependencies]\ninner = { path = \"inner\" }\nquiet = { path = \"quiet\" }\n",
    );
    for (name, source) in [
        ("inner", "#[unsafe(no_mangle)] pub extern \"C\" fn inner_f() {}\n"),
        ("quiet", "/// No `no_mangle` here.\npub fn f() {}\n"),
    ] {
        let manifest = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n");
        tree.write(&format!("{name}/Cargo.toml"), &manifest);
        tree.write(&format!("{name}/src/lib.rs"), source);
    }
    let shown = run(&tree, &[]).expect_success();
    let note = "note: the library may also export the functions and statics of its dependency `inner` (1 in its sources)";
    assert!(shown.stderr.contains(note), "{shown}");
    assert!(!shown.stderr.contains("quiet"), "{shown}");
}
