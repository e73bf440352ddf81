//! The header of one build: predicates of `cfg` are evaluated for the chosen target and features.

use crate::tree::Tree;
use cargo_ffi_guard::header::{self, Header, Options};

const SOURCE: &str = "\
#[cfg(windows)] mod windows_only { #[ffi_export] pub fn shape_on_windows() {} }
#[cfg(unix)] #[ffi_export] pub fn shape_on_unix() {}
#[cfg(feature = \"extra\")] #[ffi_export] #[unsafe(no_mangle)] pub extern \"C\" fn shape_extra() {}
#[cfg(any(unix, feature = \"extra\"))] #[derive(FfiHandle)] pub struct Counter;
#[ffi_export] pub fn shape_always() {}
";

fn header(target: Option<&str>, features: Option<&[&str]>) -> Header {
    let tree = Tree::library(SOURCE);
    let manifest = std::fs::read_to_string(tree.path("Cargo.toml")).expect("a manifest");
    tree.write("Cargo.toml", &format!("{manifest}[features]\nextra = []\nmore = [\"extra\"]\n"));
    let mut options = Options::new(tree.root());
    options.target = target.map(str::to_owned);
    options.features = features.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
    header::generate(&options).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Which of the functions the header declares.
fn declared(header: &Header) -> Vec<&'static str> {
    let all = ["on_windows", "on_unix", "extra", "counter_free", "always"];
    let is_declared = |name: &&str| header.text().contains(&format!("shape_{name}("));
    all.into_iter().filter(is_declared).collect()
}

/// Without a choice, the header describes the library that `cargo build` makes.
#[test]
#[cfg(unix)]
fn without_a_choice_those_of_the_default_build() {
    let default = header(None, None);
    assert_eq!(declared(&default), ["on_unix", "counter_free", "always"]);
    let notes = default.notes().join("\n");
    for function in ["shape_on_windows", "shape_extra"] {
        let note = format!("`{function}` is not in the default build: only if");
        assert!(notes.contains(&note), "{notes}");
    }
}

#[test]
fn with_a_choice_those_of_the_build() {
    let linux = header(Some("x86_64-unknown-linux-gnu"), Some(&[]));
    assert_eq!(declared(&linux), ["on_unix", "counter_free", "always"]);
    let notes = linux.notes().join("\n");
    assert!(
        notes.contains("`shape_on_windows` is not in the chosen build: only if windows"),
        "{notes}"
    );
    let windows = header(Some("x86_64-pc-windows-gnu"), Some(&["more"]));
    assert_eq!(declared(&windows), ["on_windows", "extra", "counter_free", "always"]);
    let bare = header(Some("x86_64-pc-windows-gnu"), Some(&[]));
    assert_eq!(declared(&bare), ["on_windows", "always"]);
}
