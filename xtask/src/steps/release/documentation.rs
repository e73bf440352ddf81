//! The documentation of the published packages, built as docs.rs does.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::links::Site;
use super::unpacked::{Unpacked, target, unpack};
use crate::ci::{Ci, succeeds};

pub(crate) fn docs_rs(ci: &Ci) -> Result<()> {
    if !succeeds(ci.nightly("rustdoc").arg("--version")) {
        return ci.skip("the documentation of docs.rs", "no nightly toolchain is installed");
    }
    let packages = unpack(ci)?;
    let folder = target(ci).join("doc");
    ci.sh.remove_path(&folder)?;
    for package in &packages {
        document(ci, package)?;
    }
    check_links(ci, &packages, folder)
}

/// docs.rs sets `docsrs` for the documented package only. It does not deny warnings.
fn document(ci: &Ci, package: &Unpacked) -> Result<()> {
    let features = features(package);
    let rustdoc =
        ci.nightly("cargo").args(["rustdoc", "--quiet", "--lib", "--features", &features]);
    let rustdoc = package.build(ci, rustdoc);
    Ok(rustdoc.env("DOCS_RS", "1").env("RUSTDOCFLAGS", "--cfg docsrs -Dwarnings").run()?)
}

/// Returns the features of `[package.metadata.docs.rs]`.
fn features(package: &Unpacked) -> String {
    let listed = package.manifest.metadata["docs"]["rs"]["features"].as_array();
    let names = listed.into_iter().flatten().filter_map(|name| name.as_str());
    names.collect::<Vec<_>>().join(",")
}

/// Checks each link of the pages of docs.rs, and of the README that crates.io shows.
fn check_links(ci: &Ci, packages: &[Unpacked], folder: PathBuf) -> Result<()> {
    let names = packages.iter().map(|package| package.manifest.name.to_string()).collect();
    let mut site = Site::new(folder, names);
    for package in packages {
        let name = &package.manifest.name;
        site.check_readme(name, &ci.sh.read_file(package.folder.join("README.md"))?);
        let library = package.manifest.targets.iter().find(|target| target.doc && !target.is_bin());
        let pages = library.map(|library| site.folder.join(&library.name));
        let pages = pages.filter(|pages| pages.join("index.html").is_file());
        ensure!(pages.is_some(), "{name} has no documentation");
        for page in pages.iter().flat_map(|pages| html(ci, pages)).flatten() {
            site.check_page(&page, &ci.sh.read_file(&page)?);
        }
    }
    site.finish()
}

/// Returns all HTML files below a folder.
fn html(ci: &Ci, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in ci.sh.read_dir(folder)? {
        if path.is_dir() {
            all.extend(html(ci, &path)?);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            all.push(path);
        }
    }
    Ok(all)
}
