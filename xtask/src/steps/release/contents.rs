//! The files and the manifest of each published package.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use cargo_metadata::{DependencyKind, TargetKind};
use xshell::cmd;

use super::unpacked::{Unpacked, target, unpack};
use crate::ci::Ci;

/// The files that every package has, besides those that its build reads.
const ALWAYS: [&str; 6] =
    ["Cargo.lock", "Cargo.toml", "Cargo.toml.orig", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// Written by cargo if the package is in a repository.
const REVISION: &str = ".cargo_vcs_info.json";

/// The other files that a build on Linux does not read.
const UNREAD: [(&str, &[&str]); 2] = [
    // Of other systems.
    (
        "ffi-guard-core",
        &["src/panic/cancel_absent.rs", "src/panic/pin_absent.rs", "src/panic/pin_windows.rs"],
    ),
    // For C and C++.
    ("ffi-guard-runtime", &["include/ffi_guard.h", "include/ffi_guard.hpp"]),
];

pub(crate) fn packages(ci: &Ci) -> Result<()> {
    let packages = unpack(ci)?;
    check_order(&packages, &ci.sh.read_file("RELEASING.md")?)?;
    for package in &packages {
        let name = package.manifest.name.as_str();
        check_package(ci, package).with_context(|| format!("the package {name}"))?;
    }
    Ok(())
}

fn check_package(ci: &Ci, package: &Unpacked) -> Result<()> {
    check_manifest(package)?;
    let mut read = BTreeSet::new();
    // A feature may replace a file by another.
    for features in [&["--all-features"][..], &[]] {
        let build = cmd!(ci.sh, "cargo build --quiet").args(features);
        package.build(ci, build).run().context("it does not build alone")?;
        read.append(&mut read_by_build(ci, package)?);
    }
    let files = files(ci, &package.folder, &package.folder)?;
    check_files(&files, &package.manifest.name, &read)?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let packaged = ci.sh.read_file(package.folder.join(licence))?;
        ensure!(packaged == ci.sh.read_file(licence)?, "{licence} is not that of the project");
    }
    println!("{}: {} files, all needed; builds alone", package.manifest.name, files.len());
    Ok(())
}

/// Checks that the manifest has what crates.io shows.
fn check_manifest(package: &Unpacked) -> Result<()> {
    let manifest = &package.manifest;
    let documentation = format!("https://docs.rs/{}", manifest.name);
    ensure!(manifest.documentation.as_ref() == Some(&documentation), "no {documentation}");
    ensure!(manifest.description.is_some(), "no `description`");
    ensure!(manifest.license.as_deref() == Some("MIT OR Apache-2.0"), "another `license`");
    ensure!(manifest.readme.as_ref().is_some_and(|path| path == "README.md"), "no `readme`");
    ensure!(manifest.rust_version.is_some(), "no `rust-version`");
    // The limits of crates.io.
    ensure!((1..=5).contains(&manifest.keywords.len()), "1 to 5 `keywords`");
    ensure!((1..=5).contains(&manifest.categories.len()), "1 to 5 `categories`");
    Ok(())
}

/// Returns the paths of all files below a folder, relative to the package.
fn files(ci: &Ci, root: &Path, folder: &Path) -> Result<BTreeSet<String>> {
    let mut all = BTreeSet::new();
    for path in ci.sh.read_dir(folder)? {
        if path.is_dir() {
            all.extend(files(ci, root, &path)?);
        } else {
            all.insert(path.strip_prefix(root)?.display().to_string());
        }
    }
    Ok(all)
}

/// Returns the files of the package that its build has read, by the dependency files of rustc.
fn read_by_build(ci: &Ci, package: &Unpacked) -> Result<BTreeSet<String>> {
    let prefix = format!("{}/", package.folder.display());
    let mut read = BTreeSet::new();
    for target_of in &package.manifest.targets {
        let name = match target_of.kind.first() {
            Some(TargetKind::Bin) => target_of.name.clone(),
            Some(TargetKind::Lib | TargetKind::ProcMacro) => format!("lib{}", target_of.name),
            _ => continue,
        };
        let text = ci.sh.read_file(target(ci).join(format!("debug/{name}.d")))?;
        let paths = text.split_whitespace().map(|path| path.trim_end_matches(':'));
        read.extend(paths.filter_map(|path| path.strip_prefix(&prefix)).map(str::to_owned));
    }
    Ok(read)
}

/// Checks that a package has the files that it should have, and no other.
fn check_files(files: &BTreeSet<String>, package: &str, read: &BTreeSet<String>) -> Result<()> {
    let unread = UNREAD.iter().find(|(name, _)| *name == package).map_or(&[][..], |entry| entry.1);
    let listed: BTreeSet<&str> = ALWAYS.iter().chain(unread).copied().collect();
    let missing: Vec<_> = listed.iter().filter(|file| !files.contains(**file)).collect();
    ensure!(missing.is_empty(), "it lacks {missing:?}");
    let is_needed = |file: &str| listed.contains(file) || read.contains(file) || file == REVISION;
    let needless: Vec<_> = files.iter().filter(|file| !is_needed(file)).collect();
    ensure!(
        needless.is_empty(),
        "no build reads {needless:?}: leave them out with `include`, or list them in `UNREAD`"
    );
    Ok(())
}

/// Checks that the numbered list of `RELEASING.md` has all published packages, each after those that it depends on.
fn check_order(packages: &[Unpacked], releasing: &str) -> Result<()> {
    let listed: Vec<_> = releasing.lines().filter_map(numbered).collect();
    let names: BTreeSet<_> =
        packages.iter().map(|package| package.manifest.name.as_str()).collect();
    ensure!(
        names == listed.iter().copied().collect() && names.len() == listed.len(),
        "RELEASING.md lists {listed:?}, published are {names:?}"
    );
    let position = |name: &str| listed.iter().position(|listed| *listed == name);
    for package in packages.iter().map(|package| &package.manifest) {
        for needed in &package.dependencies {
            let before = position(&needed.name) < position(&package.name);
            ensure!(
                before || needed.kind == DependencyKind::Development,
                "RELEASING.md lists {} before {}, which it needs",
                package.name,
                needed.name
            );
        }
    }
    Ok(())
}

/// Returns the package in a line such as "1. `name`".
fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". `")?;
    number.parse::<usize>().ok()?;
    rest.strip_suffix('`')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ALWAYS, check_files, numbered};

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_package_has_what_is_read_and_what_is_listed() {
        let with = |names: &[&str]| set(&[&ALWAYS[..], names].concat());
        let read = set(&["src/lib.rs"]);
        assert!(check_files(&with(&["src/lib.rs"]), "ffi-guard-scan", &read).is_ok());
        let error = check_files(&with(&["src/old.rs"]), "ffi-guard-scan", &read).unwrap_err();
        assert!(error.to_string().contains("no build reads [\"src/old.rs\"]"), "{error}");
        let error = check_files(&read, "ffi-guard-scan", &read).unwrap_err();
        assert!(error.to_string().contains("README.md"), "{error}");
        let error = check_files(&with(&["src/lib.rs"]), "ffi-guard-runtime", &read).unwrap_err();
        assert!(error.to_string().contains("include/ffi_guard.h"), "{error}");
    }

    #[test]
    fn numbered_lines() {
        let lines = ["1. `one`", "2. Do this", "- `three`"];
        assert_eq!(lines.map(numbered), [Some("one"), None, None]);
    }
}
