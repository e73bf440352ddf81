//! The command builds the package, or says what hinders it.

use crate::support::abi;
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::{chapter, paths};
use std::fs;
use std::path::Path;

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
    let target = manifest.with_file_name("target");
    assert!(target.join("ffi-guard").is_dir(), "{outcome}");
    assert!(!target.join("debug").exists(), "the libraries of the package changed: {outcome}");
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

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
#[test]
fn the_chapter_shows_the_output() {
    let chapter = fs::read_to_string(paths::workspace().join("docs/abi.md")).expect("the chapter");
    let blocks = chapter::blocks(&chapter);
    let named = |info: &str| -> Vec<&String> {
        blocks.iter().filter(|block| block.0 == info).map(|block| &block.1).collect()
    };
    let [abi_text, changes, old] = named("text")[..] else { panic!("three blocks of output") };
    let project = Project::new("shape").lib(&["staticlib"]).runtime_features(&["describe"]);
    let output = project.file("src/lib.rs", named("rust file=src/lib.rs")[0]).build();
    let output = output.expect_success();
    let artifact = output.artifacts.staticlib();
    let outcome = abi([artifact]);
    assert_eq!(abi_text, &outcome.stdout, "the chapter shows another output");
    let lock = lock_of(artifact);
    for part in named("toml").iter().flat_map(|block| block.split("\n\n")) {
        assert!(lock.contains(part.trim_end()), "the chapter shows another lock: {part}\n{lock}");
    }
    assert_eq!(changes, &changes_of(&lock), "the chapter shows other changes");
    assert_eq!(old, &check_of_old(artifact, &lock), "the chapter shows another check");
}

fn lock_of(artifact: &Path) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("abi.lock");
    let outcome = abi([artifact.as_os_str(), "--lock".as_ref(), file.as_os_str()]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    fs::read_to_string(&file).expect("the lock")
}

/// Returns the check of a lock in the first format.
fn check_of_old(artifact: &Path, lock: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("abi.lock");
    fs::write(&file, lock.replace("format = 2", "format = 1")).expect("the lock");
    let outcome = abi([artifact.as_os_str(), "--check".as_ref(), file.as_os_str()]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.stdout.replace(&*file.to_string_lossy(), "abi.lock")
}

/// Returns the changes that the chapter describes, without the last line.
fn changes_of(lock: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let (before, after) = (folder.path().join("old.lock"), folder.path().join("new.lock"));
    let old = lock.replace("revision = 0\n", "revision = 0\nversion = \"1.4.0\"\n");
    let edits = [
        ("epoch = 1", "epoch = 2"),
        ("\"value usize::MAX\"", "\"value 0\""),
        ("    \"y: f64\",\n", "    \"y: f64\",\n    \"z: f64\",\n"),
        ("[layouts.LP64.Point]\nsize = 16", "[layouts.LP64.Point]\nsize = 24"),
        ("[layouts.LP64.Point.offsets]\n", "[layouts.LP64.Point.offsets]\nz = 16\n"),
    ];
    let new = edits.iter().fold(old.clone(), |new, (from, to)| {
        assert!(new.contains(from), "{from}\n{new}");
        new.replace(from, to)
    });
    fs::write(&before, old).expect("the old lock");
    fs::write(&after, new).expect("the new lock");
    let outcome = abi(["diff".as_ref(), before.as_os_str(), after.as_os_str()]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let last = "the worst change is breaking\n";
    outcome.stdout.strip_suffix(last).expect("the outcome").to_owned()
}

#[test]
fn files_of_other_kinds_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("library");
    let padded = |start: &[u8]| [start, &[0; 64]].concat();
    let names = format!("!<thin>\n//{:46}{:<10}`\n", "", 0);
    for (bytes, expected) in [
        (padded(b"not a library"), "no library or executable"),
        (names.into_bytes(), "the archive is thin"),
        (padded(&[0xca, 0xfe, 0xba, 0xbe]), "the libraries of several architectures"),
        ([b"\x7fELF\x02\x01\x01".as_slice(), &[0; 13]].concat(), "damaged"),
    ] {
        fs::write(&file, bytes).expect("the file");
        let outcome = abi([&file]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(expected), "{expected}: {outcome}");
    }
}
