//! Without the feature `describe`, the macros leave nothing: not a byte differs from the library of macros that have no
//! descriptions.

use ffi_guard_test_support::paths;
use ffi_guard_test_support::project::Project;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The crates that a guarded library is built with.
const CRATES: [&str; 5] = [
    "ffi-guard-core",
    "ffi-guard-macros",
    "ffi-guard-runtime",
    "ffi-guard-scan",
    "ffi-guard-syntax",
];

/// The directory of their copies in the project.
const COPIES: &str = "guard";

/// Reads the manifests and sources of the crates.
fn sources() -> BTreeMap<PathBuf, String> {
    let root = fs::read_to_string(paths::workspace().join("Cargo.toml")).expect("the manifest");
    let (_, inherited) = root.split_once("[workspace.package]").expect("the table");
    let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = {CRATES:?}\n");
    let manifest = format!("{workspace}[workspace.package]{inherited}");
    let mut sources = BTreeMap::from([(PathBuf::from("Cargo.toml"), manifest)]);
    for name in CRATES {
        let manifest = Path::new(name).join("Cargo.toml");
        let text = fs::read_to_string(paths::workspace().join(&manifest)).expect("a manifest");
        sources.insert(manifest, text);
        add_rust_files(&Path::new(name).join("src"), &mut sources);
    }
    sources
}

fn add_rust_files(directory: &Path, sources: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(paths::workspace().join(directory)).expect("a directory") {
        let entry = entry.expect("an entry");
        let path = directory.join(entry.file_name());
        if entry.path().is_dir() {
            add_rust_files(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(entry.path()).expect("a source");
            sources.insert(path, text);
        }
    }
}

/// Removes the descriptions: from the expansions where they are emitted, and their module of the runtime.
fn without_descriptions(sources: &BTreeMap<PathBuf, String>) -> BTreeMap<PathBuf, String> {
    let expand = Path::new("ffi-guard-macros/src/expand");
    let module = Path::new("ffi-guard-core/src/describe");
    let mut removed = 0;
    let kept = sources.iter().filter(|(path, _)| !path.starts_with(module));
    let changed = kept.map(|(path, text)| {
        if !path.starts_with(expand) {
            return (path.clone(), text.clone());
        }
        removed += text.matches("#description").count();
        (path.clone(), text.replace("#description", ""))
    });
    let changed = changed.collect();
    assert!(removed >= 10, "only {removed} descriptions are emitted");
    changed
}

/// Returns a project that depends on the copies.
fn project(profile: &str) -> Project {
    let name = format!("abi_bytes_{profile}");
    let copies = paths::target().join("tests/packages").join(&name).join(COPIES);
    Project::new(&name)
        .lib(&["cdylib"])
        .runtime_at(&copies.join("ffi-guard-runtime"))
        .manifest(&format!("exclude = [{COPIES:?}]\n"))
        .profile(profile)
        .file("src/lib.rs", include_str!("gallery/lib.rs"))
}

/// Builds the library with these sources of the crates. They are always at the same place, on which symbols depend.
fn library(project: &Project, sources: &BTreeMap<PathBuf, String>) -> Vec<u8> {
    let project = sources.iter().fold(project.clone(), |project, (path, text)| {
        project.file(Path::new(COPIES).join(path), text)
    });
    fs::read(project.build().expect_success().artifacts.cdylib()).expect("the library")
}

fn costs_no_byte(profile: &str) {
    let (project, sources) = (project(profile), sources());
    let without = library(&project, &without_descriptions(&sources));
    let with = library(&project, &sources);
    assert!(without == with, "{} bytes, and {} with the feature off", without.len(), with.len());
}

#[test]
fn no_byte_in_the_profile_dev() {
    costs_no_byte("dev");
}

#[test]
fn no_byte_in_the_profile_release() {
    costs_no_byte("release");
}
