//! The author's `cbindgen.toml` applies, and the additions of the command do not interfere with it.

use crate::tree::{Tree, squeezed};
use cargo_ffi_guard::header::{self, Options};

const SOURCE: &str = "#[repr(C)] pub struct Dot { pub x: usize }\n\
                      #[ffi_export(fallback = 0)] pub fn shape_dot(dot: &Dot, size: usize) -> usize { 0 }\n";

fn with(settings: &str) -> String {
    let tree = Tree::library(SOURCE);
    tree.write("cbindgen.toml", settings);
    squeezed(tree.header().text())
}

#[test]
fn names_that_the_author_gives() {
    let renamed = with("language = \"C\"\n[export.rename]\nDot = \"shape_point\"\n");
    assert!(
        renamed.contains("const struct shape_point *dot")
            || renamed.contains("const shape_point *dot"),
        "{renamed}"
    );
    let prefixed = with(
        "language = \"C\"\nstyle = \"type\"\n[export]\nprefix = \"My\"\n[export.rename]\nDot = \"Point\"\n",
    );
    assert!(prefixed.contains("size_t shape_dot(const MyPoint *dot, size_t size);"), "{prefixed}");
    assert!(prefixed.contains("shape_last_error(ffi_guard_error *out)"), "{prefixed}");
    let given = with("language = \"C\"\nstyle = \"tag\"\n");
    assert!(given.contains("struct shape_dot"), "{given}");
}

#[test]
fn what_the_author_says_of_the_file() {
    let text =
        with("language = \"C\"\ninclude_guard = \"MINE\"\nafter_includes = \"#define MINE_TOO\"\n");
    assert!(text.contains("#ifndef MINE #define MINE") && !text.contains("SHAPE_H"), "{text}");
    let (own, ours) = (text.find("#define MINE_TOO"), text.find("#define FFI_GUARD_ERROR_DEFINED"));
    assert!(ours.is_some() && own > ours, "{text}");
    assert!(text.contains("uintptr_t x;"), "a field follows the settings: {text}");
    assert!(text.contains("size_t size"), "a parameter is a `size_t`: {text}");
}

#[test]
fn cpp_keeps_the_names_of_rust() {
    let text = with("language = \"C++\"\nnamespace = \"shape\"\n");
    assert!(text.contains("namespace shape {") && text.contains("struct Dot {"), "{text}");
    assert!(text.contains("size_t shape_dot(const Dot *dot, size_t size);"), "{text}");
}

#[test]
fn what_is_left_out_on_purpose() {
    let text = with("language = \"C\"\n[export]\nexclude = [\"shape_dot\"]\n");
    assert!(!text.contains("shape_dot(") && text.contains("shape_last_error("), "{text}");
    let text = with("language = \"C\"\n[export]\nitem_types = [\"structs\"]\n");
    assert!(!text.contains("shape_last_error("), "{text}");
}

#[test]
fn wrong_settings() {
    for (settings, expected) in [
        ("langauge = \"C\"", "unknown field `langauge`"),
        ("language = \"Cython\"", "cannot be written for Cython"),
    ] {
        let tree = Tree::library(SOURCE);
        tree.write("cbindgen.toml", settings);
        let failure = tree.failure();
        assert!(failure.contains(expected) && failure.contains("cbindgen.toml"), "{failure}");
    }
}

#[test]
fn other_settings_and_the_shipped_header() {
    let tree = Tree::library(SOURCE);
    tree.write("other.toml", "language = \"C\"\ninclude_guard = \"OTHER\"\n");
    let mut options = Options::new(tree.root());
    options.config = Some(tree.path("other.toml"));
    options.include_ffi_guard = true;
    let header = header::generate(&options).unwrap_or_else(|failure| panic!("{failure}"));
    assert!(header.text().contains("#ifndef OTHER"), "{}", header.text());
    assert!(header.text().contains("#include \"ffi_guard.h\""), "{}", header.text());
    assert!(!header.text().contains("FFI_GUARD_ERROR_DEFINED"), "{}", header.text());
}
