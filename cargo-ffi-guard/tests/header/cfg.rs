//! Conditions on types, fields, variants and parameters: evaluated, kept as `#if`, or refused.

use crate::tree::{Tree, squeezed};
use cargo_ffi_guard::header::{self, Options};

const SOURCE: &str = "\
#[derive(FfiType)] #[repr(u8)] pub enum Kind { Tcp, #[cfg(feature = \"tls\")] Tls, Udp }
#[derive(FfiType)] #[repr(C)] pub struct Config { #[cfg(feature = \"tls\")] pub verify: u64, pub depth: u32 }
#[ffi_export(fallback = 0)] pub fn shape_depth(kind: Kind, config: &Config) -> u32 { 0 }
";
const SETTINGS: &str = "language = \"C\"\n[defines]\n\"feature = tls\" = \"SHAPE_TLS\"\n";

fn tree(default: &str) -> Tree {
    let tree = Tree::library(SOURCE);
    tree.add_to_manifest(&format!("[features]\ndefault = [{default}]\ntls = []\n"));
    tree
}

fn with_features(tree: &Tree, features: &[&str]) -> String {
    let mut options = Options::new(tree.root());
    options.features = Some(features.iter().map(|name| (*name).to_owned()).collect());
    squeezed(header::generate(&options).unwrap_or_else(|failure| panic!("{failure}")).text())
}

#[test]
fn the_default_build_decides() {
    let off = squeezed(tree("").header().text());
    assert!(
        !off.contains("TLS") && !off.contains("verify") && off.contains("uint32_t depth;"),
        "{off}"
    );
    let on = squeezed(tree("\"tls\"").header().text());
    assert!(
        on.contains("SHAPE_KIND_TLS") && on.contains("uint64_t verify; uint32_t depth;"),
        "{on}"
    );
}

#[test]
fn chosen_features_decide() {
    let on = with_features(&tree(""), &["tls"]);
    assert!(on.contains("SHAPE_KIND_TLS") && on.contains("uint64_t verify;"), "{on}");
    let off = with_features(&tree("\"tls\""), &[]);
    assert!(!off.contains("TLS") && !off.contains("verify"), "{off}");
}

#[test]
fn a_condition_with_a_macro_becomes_an_if() {
    let tree = tree("");
    tree.write("cbindgen.toml", SETTINGS);
    let text = squeezed(tree.header().text());
    assert!(text.contains("#if defined(SHAPE_TLS) SHAPE_KIND_TLS, #endif"), "{text}");
    assert!(text.contains("#if defined(SHAPE_TLS) uint64_t verify; #endif"), "{text}");
    let chosen = with_features(&tree, &["tls"]);
    assert!(chosen.contains("verify;") && !chosen.contains("#if defined(SHAPE_TLS)"), "{chosen}");
}

#[test]
fn a_decided_part_of_a_condition_is_not_written() {
    let tree = Tree::library(
        "#[cfg(all(any(unix, windows), feature = \"tls\"))] #[ffi_export] pub fn shape_f() {}",
    );
    tree.add_to_manifest("[features]\ntls = []\n");
    tree.write("cbindgen.toml", SETTINGS);
    let text = squeezed(tree.header().text());
    assert!(text.contains("#if defined(SHAPE_TLS) ") && !text.contains("defined()"), "{text}");
}

#[test]
fn a_condition_that_nothing_decides_is_an_error() {
    for (source, item) in [
        ("#[repr(C)] pub struct A { #[cfg(odd)] pub a: u8, pub b: u8 }", "the field `a` of `A`"),
        ("#[repr(u8)] pub enum A { #[cfg(odd)] One, Two }", "the variant `A::One`"),
        ("#[cfg(odd)] #[repr(C)] pub struct A { pub a: u8 }", "`A`"),
        ("#[cfg_attr(odd, repr(C))] pub struct A { pub a: u8 }", "`A`"),
    ] {
        let source = format!("{source} #[ffi_export(abort)] pub fn shape_f(a: A) {{}}");
        let failure = Tree::library(&source).failure();
        let expected = format!("{item} is under the condition `odd`");
        assert!(failure.contains(&expected) && failure.contains("[defines]"), "{failure}");
    }
    let function = Tree::library("#[cfg(odd)] #[ffi_export] pub fn shape_f() {}").failure();
    assert!(function.contains("`shape_f` is under the condition `odd`"), "{function}");
    let unused =
        "#[repr(C)] pub struct A { #[cfg(odd)] pub a: u8 } #[ffi_export] pub fn shape_f() {}";
    Tree::library(unused).header();
}

#[test]
fn a_parameter_exists_or_not() {
    let c = "#[unsafe(no_mangle)] pub extern \"C\" fn shape_f";
    let text = crate::tree::header(&format!("{c}(#[cfg(any())] a: u8, #[cfg(all())] b: u8) {{}}"));
    assert!(text.contains("void shape_f(uint8_t b);"), "{text}");
    let failure = Tree::library(&format!("{c}(#[cfg(odd)] a: u8) {{}}")).failure();
    assert!(failure.contains("the parameter `a` of `shape_f`"), "{failure}");
}

#[test]
fn a_condition_inside_of_a_condition() {
    let text = crate::tree::header(
        "#[repr(C)] pub struct A { #[cfg_attr(all(), cfg(any()))] pub a: u8, #[cfg_attr(any(), cfg(any()))] pub b: u8 }\n\
         #[cfg_attr(all(), repr(C))] pub struct B { pub a: A }\n\
         #[ffi_export(abort)] pub fn shape_f(b: B) {}",
    );
    assert!(text.contains("typedef struct { uint8_t b; } shape_a;"), "{text}");
}

#[test]
fn no_symbol_twice() {
    let two = |first: &str, second: &str| {
        Tree::library(&format!(
            "{first} #[ffi_export(name = \"shape_f\")] pub fn one(path: &str) {{}}\n\
             {second} #[ffi_export(name = \"shape_f\")] pub fn two(path: &[u16]) {{}}"
        ))
    };
    let header = two("#[cfg(any())]", "#[cfg(not(any()))]").header();
    assert_eq!(header.text().matches("shape_f(").count(), 1, "{}", header.text());
    let failure = two("", "").failure();
    assert!(failure.contains("`shape_f` is exported twice"), "{failure}");
    let tree = two("#[cfg(windows)]", "#[cfg(not(windows))]");
    tree.write("cbindgen.toml", "language = \"C\"\n[defines]\n\"windows\" = \"_WIN32\"\n");
    let text = squeezed(tree.header().text());
    assert_eq!(text.matches("shape_f(").count(), 2, "{text}");
    assert!(
        text.contains("#if defined(_WIN32)") && text.contains("#if !defined(_WIN32)"),
        "{text}"
    );
}
