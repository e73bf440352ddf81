//! Compares the scan with the compiler's verdict on the same sources.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Output};

use super::{Tree, scan};

fn rustc() -> OsString {
    std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

fn run(tree: &Tree, root: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(rustc());
    command.current_dir(tree.path("")).args([
        "--edition=2021",
        "--crate-type=lib",
        "--crate-name=x",
    ]);
    command.args(arguments).arg(root).env("OUT_DIR", tree.path("out"));
    command.output().expect("a compiler")
}

/// The files that rustc read for this crate.
pub(super) fn files(tree: &Tree, root: &str) -> Vec<PathBuf> {
    let output = run(tree, root, &["--emit=dep-info=x.d"]);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    let text = std::fs::read_to_string(tree.path("x.d")).unwrap_or_else(|_| panic!("{messages}"));
    let files = text.lines().next().and_then(|line| line.split_once(": ")).expect("a rule").1;
    files.split(' ').map(|file| tree.path(file)).collect()
}

#[test]
fn rustc_puts_the_attributes_at_the_same_places() {
    let text = "\u{FEFF}#![deny(unsafe_attr_outside_unsafe)] /* 日本 */\t#[no_mangle] pub fn a() {}\r\n\
                /* é */ #[cfg_attr(all(),\r\n\t/* ü */ export_name = \"c\")] pub fn b() {}\r\n";
    let tree = Tree::new(&[("lib.rs", text)]);
    let output = run(&tree, "lib.rs", &["--emit=metadata", "--error-format=short"]);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    let places = messages.lines().filter_map(|line| line.split_once(": error: unsafe attribute"));
    let theirs: Vec<_> = places.map(|(place, _)| place.to_owned()).collect();
    let report = scan(&tree, "lib.rs");
    let ours: Vec<_> =
        report.exports.iter().map(|export| super::place(&tree, &export.place)).collect();
    assert_eq!(ours.len(), 2);
    assert_eq!(ours, theirs, "{messages}");
}
