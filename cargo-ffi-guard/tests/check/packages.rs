//! Dependencies, binaries, profiles and C libraries without an export of their own.

use crate::tree::{Tree, manifest};
use cargo_ffi_guard::cli::Check;
use cargo_ffi_guard::report::{NoteKind, Report, UnguardedReason};
use std::process::{Command, Output};

const OPEN: &str = "#[no_mangle] pub extern \"C\" fn open(n: usize) -> u8 { [1, 2][n] }\n";
const GUARDED: &str =
    "#[no_mangle] pub extern \"C\" fn guarded() { std::panic::catch_unwind(|| work()).ok(); }\n";

/// A C library with this source that depends on the package `core_part` in the directory `core`.
fn with_dependency(source: &str, dependency: &str) -> Tree {
    let more =
        "[dependencies]\ncore_part = { path = \"core\" }\n[workspace]\nexclude = [\"core\"]\n";
    let tree = Tree::package(&[("src/lib.rs", source), ("core/src/lib.rs", dependency)]);
    tree.write("Cargo.toml", manifest("sample", more).as_bytes());
    let core = "[package]\nname = \"core_part\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    tree.write("core/Cargo.toml", core.as_bytes());
    tree
}

fn check(tree: &Tree) -> Report {
    tree.check(Check::default()).expect("a report")
}

fn strict() -> Check {
    Check { strict: true, ..Check::default() }
}

/// The symbol, the package and the finding of each export.
fn rows(report: &Report) -> Vec<(&str, &str, &str)> {
    let rows = report.exports.iter().map(|export| {
        let origin = export.origin.as_deref().unwrap_or_default();
        (export.symbol.as_str(), origin, export.finding.as_deref().unwrap_or_default())
    });
    rows.collect()
}

#[test]
fn the_exports_of_dependencies_are_those_of_a_library_without_any() {
    for lock in [false, true] {
        let tree = with_dependency("pub use core_part::*;\n", OPEN);
        if lock {
            lock_file(&tree);
        }
        let report = check(&tree);
        let finding = "exported by the dependency `core_part`";
        assert_eq!(rows(&report), [("open", "sample", finding)], "lock file: {lock}");
        assert_eq!(report.exports[0].reason, Some(UnguardedReason::NoGuard));
        assert!(report.failure.is_none() && report.notes.is_empty(), "{report:?}");
        assert_eq!(tree.path("Cargo.lock").exists(), lock, "check writes no file");
    }
}

#[test]
fn dependencies_that_export_are_named_beside_own_exports() {
    let tree = with_dependency(GUARDED, OPEN);
    let report = check(&tree);
    assert_eq!(rows(&report), [("guarded", "sample", "")]);
    let [note] = &*report.notes else { panic!("{:?}", report.notes) };
    assert!(note.what.starts_with("the dependency `core_part` exports `open`"), "{note:?}");
    assert!(report.is_clean());
    assert!(!tree.check(strict()).expect("a report").is_clean());
    let quiet = with_dependency(GUARDED, "//! no_mangle\npub fn f() {}\n");
    assert!(check(&quiet).notes.is_empty());
    assert!(quiet.check(strict()).expect("a report").is_clean());
}

#[test]
fn dependencies_that_are_not_known_are_named() {
    let tree = Tree::package(&[("src/lib.rs", GUARDED)]);
    let depends = "[dependencies]\nno-such-package-here = \"1\"\n";
    tree.write("Cargo.toml", manifest("sample", depends).as_bytes());
    let report = check(&tree);
    assert!(report.is_clean() && report.notes.is_empty());
    let [reason] = &*report.compared_with_audit else { panic!("{report:?}") };
    assert!(reason.contains("`no-such-package-here`") && reason.contains("Cargo.lock"), "{reason}");
    assert!(!tree.check(strict()).expect("a report").is_clean());
}

#[test]
fn a_c_library_without_exports_is_no_success() {
    let tree = Tree::package(&[("src/lib.rs", "exports::plugin!(entry);\n")]);
    let report = check(&tree);
    let failure = report.failure.as_ref().expect("nothing to check").to_string();
    assert!(failure.contains("nothing to check: package `sample`"), "{failure}");
    assert!(failure.contains("cargo ffi-guard audit"), "{failure}");
    assert!(report.notes[0].what.contains("the macro `exports::plugin`"), "{:?}", report.notes);
    assert_eq!(status(&tree, &[]), Some(2));
    assert_eq!(status(&tree, &["--strict"]), Some(1));
    let rust = "[package]\nname = \"sample\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    tree.write("Cargo.toml", rust.as_bytes());
    assert_eq!(status(&tree, &[]), Some(0));
}

#[test]
fn strict_fails_over_what_is_not_seen() {
    let source = format!("{GUARDED}exports::plugin!(entry);\n#[exports::entry] fn f() {{}}\n");
    let tree = Tree::package(&[("src/lib.rs", &source)]);
    assert_eq!(status(&tree, &[]), Some(0));
    assert_eq!(status(&tree, &["--strict"]), Some(1));
    let output = program(&tree, &["--strict", "--format", "github"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("::error file=src/lib.rs,line=2,col=10,title=not seen::"), "{text}");
    let output = program(&tree, &["--strict", "--format", "sarif"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("\"ruleId\": \"not-seen\"") && !text.contains("\"level\": \"note\""),
        "{text}"
    );
    let settings = "[package.metadata.ffi-guard]\nno-exports = [\"plugin!\", \"exports::entry\"]\n";
    tree.write("Cargo.toml", manifest("sample", settings).as_bytes());
    assert_eq!(status(&tree, &["--strict"]), Some(0));
    let report = check(&tree);
    let [reason] = &*report.compared_with_audit else { panic!("{report:?}") };
    assert!(reason.contains("2 uses") && reason.contains("`exports::plugin!`"), "{reason}");
}

#[test]
fn binaries_that_export_are_checked() {
    let tree = Tree::package(&[
        ("src/lib.rs", "#[path = \"shared.rs\"] pub mod shared;\n"),
        ("src/shared.rs", GUARDED),
        ("src/main.rs", &format!("mod shared;\n{OPEN}fn main() {{}}\n")),
        ("src/bin/other.rs", "fn main() {}\n"),
    ]);
    let report = check(&tree);
    assert_eq!(rows(&report), [("guarded", "sample", ""), ("open", "sample", "")]);
    let only = "[package]\nname = \"sample\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
    let tree = Tree::empty();
    tree.write("Cargo.toml", only.as_bytes());
    tree.write("src/main.rs", OPEN.as_bytes());
    assert_eq!(rows(&check(&tree)), [("open", "sample", "")]);
}

#[test]
fn a_profile_in_which_no_guard_works_is_an_error() {
    for (profile, source, expected) in [
        ("release", GUARDED, Some(1)),
        ("dev", GUARDED, Some(1)),
        ("small", GUARDED, Some(0)),
        ("test", GUARDED, Some(0)),
        (
            "release",
            "#[unguarded(reason = \"a constant\")] #[no_mangle] pub extern \"C\" fn f() {}",
            Some(0),
        ),
    ] {
        let tree = Tree::package(&[("src/lib.rs", source)]);
        let inherits = if profile == "small" { "inherits = \"dev\"\n" } else { "" };
        let settings = format!("[profile.{profile}]\n{inherits}panic = \"abort\"\n");
        tree.write("Cargo.toml", manifest("sample", &settings).as_bytes());
        assert_eq!(status(&tree, &[]), expected, "{profile} {source}");
        let notes = check(&tree).notes;
        let noted = notes.iter().filter(|note| note.kind == NoteKind::PanicAbort).count();
        assert_eq!(noted, usize::from(profile != "test"), "{notes:?}");
    }
}

#[test]
fn variables_choose_the_strategy_as_well() {
    let tree = Tree::package(&[("src/lib.rs", GUARDED)]);
    for (name, value) in [("CARGO_PROFILE_RELEASE_PANIC", "abort"), ("RUSTFLAGS", "-C panic=abort")]
    {
        let output = command(&tree, &[]).env(name, value).output().expect("the program starts");
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(text.contains("error: no guard catches a panic") && text.contains(name), "{text}");
    }
}

#[test]
fn the_difference_to_the_counts_of_audit_is_explained() {
    let source = format!(
        "ffi_guard::ffi_library! {{ prefix = \"s\" }}\n{GUARDED}\
         #[no_mangle] static S: u8 = 1;\n#[cfg(x)] {OPEN}\
         #[derive(Debug, Serialize, FfiHandle)] pub struct H;\n"
    );
    let tree = Tree::package(&[("src/lib.rs", &source)]);
    let depends = "[dependencies]\nffi-guard-runtime = \"1\"\n";
    tree.write("Cargo.toml", manifest("sample", depends).as_bytes());
    let found = check(&tree).compared_with_audit;
    let expected = [
        "it also counts the guarded functions that `ffi_library!` and `#[derive(FfiHandle)]` make in `sample`",
        "it leaves out 1 static: a static runs no code",
        "it counts one build; the table has 1 entry under a `cfg`",
        "it also counts the exports, if there are any, of 1 use of derives and common macros: `derive(Serialize)`",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_error_of_cargo_leads() {
    let tree = Tree::package(&[("src/lib.rs", "")]);
    tree.write("Cargo.toml", b"[package]\nname = \"sample\"\nversion = \"x\"\n");
    let output = program(&tree, &[]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.starts_with("error: unexpected character 'x'"), "{text}");
    assert!(text.contains("Cargo.toml:3:11"), "{text}");
    assert!(text.contains("help: correct the manifest"), "{text}");
    let output = command(&tree, &[]).env("CARGO", "no-such-cargo").output().expect("starts");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("error: `cargo` cannot be started") && text.contains("rustup"), "{text}");
}

fn lock_file(tree: &Tree) {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["generate-lockfile", "--offline"]).current_dir(tree.root());
    assert!(cargo.output().expect("cargo starts").status.success());
}

fn status(tree: &Tree, arguments: &[&str]) -> Option<i32> {
    program(tree, arguments).status.code()
}

fn program(tree: &Tree, arguments: &[&str]) -> Output {
    command(tree, arguments).output().expect("the program starts")
}

fn command(tree: &Tree, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
    command.args(["ffi-guard", "check"]).args(arguments).current_dir(tree.root());
    command.env("NO_COLOR", "1").env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    command
}
