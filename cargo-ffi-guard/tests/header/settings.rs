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
    let text = with("usize_is_size_t = false\n");
    assert!(text.contains("uintptr_t x;"), "a field follows the settings: {text}");
    assert!(text.contains("size_t size"), "a parameter is a `size_t`: {text}");
}

/// The header without a file, and with each of these.
#[test]
fn one_key_leaves_the_other_defaults_alone() {
    let usual = Tree::library(SOURCE).header().text().to_owned();
    for (settings, from, to) in [
        ("", "", ""),
        ("includes = [\"limits.h\"]\n", "\n\n/*\n", "\n#include \"limits.h\"\n\n/*\n"),
        ("tab_width = 3\n", "\n    size_t x;", "\n   size_t x;"),
        ("[export]\nexclude = [\"shape_absent\"]\n", "", ""),
        ("[enum]\nadd_sentinel = false\n", "", ""),
        ("language = \"C\"\n", "", ""),
        (
            "trailer = \"/* The end. */\"\n",
            "#endif  /* SHAPE_H */\n",
            "#endif  /* SHAPE_H */\n\n/* The end. */\n",
        ),
        ("pragma_once = true\n", "#ifndef SHAPE_H\n#define SHAPE_H\n", "#pragma once\n"),
    ] {
        let tree = Tree::library(SOURCE);
        tree.write("cbindgen.toml", settings);
        let expected = usual.replacen(from, to, 1);
        let expected = match settings.starts_with("pragma") {
            true => expected.replace("\n\n#endif  /* SHAPE_H */\n", "\n"),
            false => expected,
        };
        assert_eq!(tree.header().text(), expected, "{settings}");
    }
}

#[test]
fn cpp_is_not_changed_by_the_defaults_for_c() {
    let text = with("language = \"C++\"\n");
    for expected in ["#ifndef SHAPE_H #define SHAPE_H", "#include <cstddef>", "size_t x; };"] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let kinds = "#[repr(i32)] pub enum Kind { Thin = 0 }\n\
                 #[ffi_export(fallback = Kind::Thin)] pub fn shape_kind() -> Kind { Kind::Thin }\n";
    let tree = Tree::library(kinds);
    tree.write("cbindgen.toml", "language = \"C++\"\n");
    let text = squeezed(tree.header().text());
    assert!(text.contains("enum class Kind : int32_t { Thin = 0, };"), "{text}");
    assert!(text.contains("/// @return Kind::Thin on failure"), "{text}");
}

#[test]
fn variants_are_named_once_after_their_enum() {
    let tree = Tree::library(
        "#[repr(C)] pub enum Kind { Thin } #[ffi_export] pub fn shape_f(kind: Kind) {}",
    );
    tree.write("cbindgen.toml", "[enum]\nprefix_with_name = true\n");
    assert!(tree.header().text().contains(" SHAPE_KIND_THIN,"), "{}", tree.header().text());
}

#[test]
fn the_printed_settings_result_in_the_same_header() {
    for own in [
        "",
        "language = \"C++\"\nnamespace = \"shape\"\n",
        "style = \"tag\"\nincludes = [\"limits.h\"]\n[export]\nprefix = \"My\"\n[export.rename]\nDot = \"Point\"\n",
        "include_guard = \"\"\nheader = \"\"\nafter_includes = \"\"\"\n#define A \\\"1\\\"\n\"\"\"\n[defines]\n\"unix\" = \"UNIX\"\n",
    ] {
        let tree = Tree::library(SOURCE);
        tree.write("cbindgen.toml", own);
        let header = tree.header();
        let options = Options::new(tree.root());
        let printed = header::settings(&options).unwrap_or_else(|failure| panic!("{failure}"));
        tree.write("cbindgen.toml", &printed);
        assert_eq!(tree.header().text(), header.text(), "{printed}");
        let again = header::settings(&options).unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(again, printed);
    }
}

#[test]
fn what_cbindgen_fails_on_is_an_error_with_its_reason() {
    let tree = Tree::library(
        "/// cbindgen:rename-all=Nonsense\n#[repr(C)] pub enum Kind { Thin }\n\
         #[ffi_export] pub fn shape_f(kind: Kind) {}",
    );
    let failure = tree.failure();
    for part in
        ["error: cbindgen panicked: called `Option::unwrap()`", " (annotation.rs:", "= help: "]
    {
        assert!(failure.contains(part), "{part}\n{failure}");
    }
    assert_eq!(failure.lines().count(), 3, "the reason is one line: {failure}");
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
        ("[parse.expand]\ncrates = [\"shape\"]", "`[parse.expand]` has no effect"),
        ("[enum]\nrename_variants = \"Loud\"", "Loud"),
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
