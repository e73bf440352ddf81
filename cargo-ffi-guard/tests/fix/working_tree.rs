//! Version control, the dry run and the exit status.

use crate::tree::{Tree, difference, summary};
use cargo_ffi_guard::cli::{Fix, Selection};
use std::process::{Command, Stdio};

const BARE: &str = "#[no_mangle]\nextern \"C\" fn f() {}\n";
const GUARDED: &str = "#[ffi_guard::ffi_export]\n#[no_mangle]\nextern \"C\" fn f() {}\n";

fn git(tree: &Tree, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(arguments);
    let status = command.current_dir(tree.root()).stdout(Stdio::null()).status().expect("git");
    assert!(status.success(), "git {arguments:?}");
}

/// Creates a package whose sources are committed.
fn committed() -> Tree {
    let tree = Tree::library(BARE);
    git(&tree, &["init", "--quiet"]);
    git(&tree, &["add", "."]);
    git(&tree, &["commit", "--quiet", "--message", "a"]);
    tree
}

fn options(tree: &Tree) -> Fix {
    Fix { allow_no_vcs: false, ..tree.options() }
}

/// Returns the error of a run that must leave the sources unchanged.
fn refused(tree: &Tree, options: Fix) -> String {
    let failure = match tree.fix_with(options) {
        Ok(outcome) => panic!("not refused: {}", summary(&outcome)),
        Err(failure) => failure.to_string(),
    };
    assert_eq!(tree.read("src/lib.rs"), BARE);
    failure
}

#[test]
fn a_clean_tree_is_changed() {
    let tree = committed();
    tree.fix_with(options(&tree)).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(tree.read("src/lib.rs"), GUARDED);
    // Nothing is left to fix, so uncommitted changes do not matter.
    tree.fix_with(options(&tree)).unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn no_version_control_is_refused() {
    let tree = Tree::library(BARE);
    assert!(refused(&tree, options(&tree)).contains("--allow-no-vcs"));
    let ignored = committed();
    ignored.write("inner/.gitignore", "*\n");
    ignored.write("inner/Cargo.toml", ignored.read("Cargo.toml") + "[workspace]\n");
    ignored.write("inner/src/lib.rs", BARE);
    let inner =
        Fix { selection: Selection::of(ignored.path("inner/Cargo.toml")), ..Fix::default() };
    assert!(refused(&ignored, inner).contains("no version control"));
}

#[test]
fn changes_of_the_files_that_are_fixed_are_refused_as_cargo_does() {
    const EDITED: &str = "#[no_mangle]\nextern \"C\" fn f() {}\n// edited\n";
    let tree = committed();
    let refused = |options: Fix| {
        let failure = tree.fix_with(options).err().expect("a refusal").to_string();
        assert_eq!(tree.read("src/lib.rs"), EDITED);
        failure
    };
    tree.write("src/lib.rs", EDITED);
    assert!(refused(options(&tree)).contains("src/lib.rs (dirty)"));
    let staged_only = Fix { allow_staged: true, ..options(&tree) };
    assert!(refused(staged_only.clone()).contains("src/lib.rs (dirty)"));
    git(&tree, &["add", "."]);
    assert!(refused(options(&tree)).contains("src/lib.rs (staged)"));
    tree.fix_with(staged_only).unwrap_or_else(|failure| panic!("{failure}"));
    assert!(tree.read("src/lib.rs").starts_with(GUARDED));
    let dirty = committed();
    dirty.write("src/lib.rs", EDITED);
    dirty
        .fix_with(Fix { allow_dirty: true, ..options(&dirty) })
        .unwrap_or_else(|failure| panic!("{failure}"));
    assert!(dirty.read("src/lib.rs").starts_with(GUARDED));
}

#[test]
fn changes_of_other_files_do_not_matter() {
    let tree = committed();
    // As `cargo add` leaves them.
    tree.write("Cargo.toml", tree.read("Cargo.toml") + "\n");
    tree.write("Cargo.lock", "");
    tree.write("notes.txt", "");
    git(&tree, &["add", "notes.txt"]);
    tree.fix_with(options(&tree)).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(tree.read("src/lib.rs"), GUARDED);
}

#[test]
fn files_that_git_does_not_have_are_refused() {
    let tree = committed();
    tree.write("src/lib.rs", "mod new;\nmod ignored;\n");
    tree.write("src/new.rs", BARE);
    tree.write("src/ignored.rs", BARE);
    tree.write(".gitignore", "ignored.rs\n");
    let failure = tree.fix_with(options(&tree)).err().expect("a refusal").to_string();
    assert!(failure.contains("src/new.rs (dirty)"), "{failure}");
    assert!(failure.contains("src/ignored.rs (dirty)"), "{failure}");
    assert!(!failure.contains("lib.rs"), "{failure}");
    assert_eq!(tree.read("src/new.rs"), BARE);
}

#[test]
fn a_dry_run_is_a_patch() {
    let tree = committed();
    tree.write("notes.txt", "");
    let outcome =
        tree.fix_with(Fix { dry_run: true, ..options(&tree) }).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(tree.read("src/lib.rs"), BARE);
    assert!(!outcome.is_complete());
    let expected = "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1,2 +1,3 @@\n\
                    +#[ffi_guard::ffi_export]\n #[no_mangle]\n extern \"C\" fn f() {}\n";
    assert_eq!(difference(&outcome), expected);
    let printed = tree.program(&["--dry-run"]);
    assert_eq!(printed.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&printed.stdout), expected);
    assert!(String::from_utf8_lossy(&printed.stderr).contains("would be guarded: 1 function"));
    tree.write("fix.patch", &printed.stdout);
    git(&tree, &["apply", "fix.patch"]);
    assert_eq!(tree.read("src/lib.rs"), GUARDED);
    assert_eq!(tree.program(&["--dry-run"]).status.code(), Some(0));
}

#[test]
fn the_exit_status_tells_what_is_left() {
    let status =
        |text: &str, arguments: &[&str]| Tree::library(text).program(arguments).status.code();
    assert_eq!(status(BARE, &["--allow-no-vcs"]), Some(0));
    assert_eq!(status("", &[]), Some(0));
    assert_eq!(status(&BARE.replace("f()", "f() -> i32"), &["--allow-no-vcs"]), Some(1));
    assert_eq!(status(&BARE.replace("f()", "f<T>()"), &[]), Some(1));
    assert_eq!(status(BARE, &[]), Some(2));
    assert_eq!(status("{", &["--allow-no-vcs"]), Some(2));
    assert_eq!(status(BARE, &["--none"]), Some(2));
}

#[test]
fn git_that_is_missing_is_said() {
    let tree = Tree::library(BARE);
    let cargo = std::env::var_os("CARGO").expect("the tests run under cargo");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
    command.args(["ffi-guard", "fix"]).current_dir(tree.root());
    let empty = tree.path("empty");
    std::fs::create_dir(&empty).expect("a writable directory");
    let output = command.env("CARGO", cargo).env("PATH", empty).output().expect("it starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(
        stderr.contains("git, which is asked") && stderr.contains("--allow-no-vcs"),
        "{stderr}"
    );
}
