//! The crates of the shapes: one workspace, built by one run of cargo.

use crate::row::Row;
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::{cargo, paths};
use std::fs;
use std::path::{Path, PathBuf};

/// The directory of the workspace.
fn workspace() -> PathBuf {
    paths::target().join("tests/packages/header_shapes")
}

/// The directory of the crate of a row.
pub(crate) fn package(row: &Row) -> PathBuf {
    workspace().join(row.package())
}

/// The shared library of a row.
pub(crate) fn library(row: &Row) -> PathBuf {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let file = format!("{prefix}{}{suffix}", row.package());
    paths::target().join("tests/header_shapes/debug").join(file)
}

/// Writes and builds the crates of these rows.
pub(crate) fn libraries(rows: &[Row]) {
    let mut members = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
    for row in rows {
        let package = package(row);
        write(&package.join("Cargo.toml"), &manifest(row));
        write(&package.join("src/lib.rs"), &row.source);
        if let Some(settings) = &row.settings {
            write(&package.join("cbindgen.toml"), settings);
        }
        members.push_str(&format!("    {:?},\n", row.package()));
    }
    members.push_str("]\n");
    write(&workspace().join("Cargo.toml"), &members);
    let lock = paths::workspace().join("Cargo.lock");
    fs::copy(lock, workspace().join("Cargo.lock")).expect("the lock file can be copied");
    let tests = paths::target().join("tests");
    Process::new(cargo::running())
        .apart_from_this_build()
        .env("CARGO_TARGET_DIR", tests.join("header_shapes"))
        .env("CARGO_BUILD_BUILD_DIR", tests.join("built"))
        .dir(workspace())
        .args(["build", "--quiet", "--keep-going"])
        .args(rows.iter().filter_map(Row::features))
        .run()
        .expect_success();
}

fn manifest(row: &Row) -> String {
    let package = row.package();
    let runtime = paths::workspace().join("ffi-guard-runtime");
    format!(
        "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\ncrate-type = [\"cdylib\"]\n\n[features]\nextra = []\n\n\
         [dependencies]\nffi-guard-runtime = {{ path = {runtime:?} }}\n"
    )
}

/// A file that is up to date keeps its time, so that cargo does not build its crate again.
fn write(path: &Path, text: &str) {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return;
    }
    let folder = path.parent().expect("a path inside the workspace");
    fs::create_dir_all(folder).and_then(|()| fs::write(path, text)).expect("a writable directory");
}
