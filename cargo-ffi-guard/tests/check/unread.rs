//! Files that syn cannot parse: never as fine, and accepted by name only.

use crate::tree::Tree;
use cargo_ffi_guard::cli::{Check, Selection};
use cargo_ffi_guard::report::{NoteKind, Report};
use std::process::Command;

/// A library with one unguarded export, and a file in syntax that does not exist yet.
fn tree() -> Tree {
    Tree::package(&[
        ("src/lib.rs", "mod new;\nmod old;\n"),
        ("src/new.rs", "fn f() { }\nsyntax from the future { }\n"),
        ("src/old.rs", "#[no_mangle] pub extern \"C\" fn open() { work() }\n"),
    ])
}

fn allowing(tree: &Tree, globs: &[&str]) -> Report {
    let allow_unread = globs.iter().map(|glob| (*glob).to_owned()).collect();
    let selection = Selection { allow_unread, ..Selection::default() };
    tree.check(Check { selection, ..Check::default() }).expect("a report")
}

fn unread(report: &Report) -> Vec<String> {
    let notes = report.notes.iter().filter(|note| note.kind == NoteKind::NotRead);
    let shown = notes.map(|note| {
        let place = note.place.as_ref().expect("a place");
        format!("{}:{}: {}", place.file.display(), place.line, note.what)
    });
    shown.collect()
}

#[test]
fn what_is_not_read_is_listed_beside_what_is() {
    let report = allowing(&tree(), &[]);
    assert_eq!(report.exports.len(), 1, "{report:#?}");
    let failure = report.failure.as_ref().expect("a failure").to_string();
    assert!(failure.contains("src/new.rs:2:8") && failure.contains("--allow-unread"), "{failure}");
    assert!(matches!(&*unread(&report), [one] if one.starts_with("src/new.rs:2: not read: ")));
    assert!(!report.is_clean());
}

#[test]
fn it_is_accepted_by_name() {
    for globs in [&["src/new.rs"][..], &["other.rs", "src/n*.rs"], &["**/new.rs"]] {
        let report = allowing(&tree(), globs);
        assert_eq!(report.failure, None, "{globs:?}");
        let unread = unread(&report);
        assert!(matches!(&*unread, [one] if one.contains("not read, as allowed")), "{unread:?}");
    }
    for globs in [&["new.rs"][..], &["*.rs"], &["src/old.rs"]] {
        assert!(allowing(&tree(), globs).failure.is_some(), "{globs:?}");
    }
    let selection = Selection { allow_unread: vec!["[".to_owned()], ..Selection::default() };
    let failure = tree().check(Check { selection, ..Check::default() }).expect_err("no pattern");
    assert!(failure.to_string().contains("`[` is not a pattern"), "{failure}");
}

#[test]
fn the_exit_status_of_what_is_not_read_outranks_the_others() {
    let tree = tree();
    let status = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
        command.args(["ffi-guard", "check", "--format", "json"]).args(arguments);
        let output = command.current_dir(tree.root()).output().expect("the program starts");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, text) = status(&[]);
    assert_eq!(code, Some(2), "{text}");
    for part in ["\"symbol\": \"open\"", "\"kind\": \"not-read\"", "\"clean\": false"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let (code, text) = status(&["--allow-unread", "src/new.rs"]);
    assert_eq!(code, Some(1), "{text}");
    let guarded = "#[no_mangle] pub extern \"C\" fn closed() { catch_unwind(|| work()).ok(); }\n";
    tree.write("src/old.rs", guarded.as_bytes());
    let (code, text) = status(&["--allow-unread", "src/new.rs"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("not read, as allowed"), "{text}");
    assert_eq!(status(&[]).0, Some(2));
}
