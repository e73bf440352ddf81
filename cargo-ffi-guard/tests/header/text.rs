//! The text of the header besides the declarations: the crate's documentation, the conventions, and constants.

use crate::tree::{Tree, header, squeezed};
use cargo_ffi_guard::header::{self, Options};
use ffi_guard_test_support::c::{Compiler, Language, Program};

const ONE: &str = "#[ffi_export] pub fn shape_one() {}\n";

/// Writes a library with this documentation of the crate.
fn documented(docs: &str) -> Tree {
    let source = format!("{docs}\nffi_guard::ffi_library! {{ prefix = \"shape\" }}\n{ONE}");
    Tree::new(&[("src/lib.rs", &source)])
}

#[test]
fn the_documentation_of_the_crate_is_the_first_comment() {
    let tree = documented("//! Shapes */ and /* more.\n//!\n//! * one\n");
    let text = tree.header().text().to_owned();
    let comment = "/*\n * Shapes * / and / * more.\n *\n * * one\n *\n\
                   \x20* Written by `cargo ffi-guard header`; changes are lost.\n */\n\n#ifndef SHAPE_H\n";
    assert!(text.starts_with(comment), "{text}");
    tree.write("cbindgen.toml", "header = \"/* Mine. */\"\n");
    let text = tree.header().text().to_owned();
    assert!(text.starts_with("/* Mine. */\n\n/*\n * Shapes * / and"), "{text}");
    tree.write("cbindgen.toml", "documentation = false\n");
    let text = tree.header().text().to_owned();
    assert!(text.starts_with("/* Written by") && !text.contains("Shapes"), "{text}");
    assert!(!text.contains("The terms"), "{text}");
    tree.write("cbindgen.toml", "documentation_style = \"c99\"\nheader = \"\"\n");
    let text = tree.header().text().to_owned();
    assert!(text.starts_with("// Shapes * / and / * more.\n//\n// * one\n\n#ifndef"), "{text}");
}

#[test]
fn the_terms_are_explained_once() {
    let text = header(
        "#[derive(FfiHandle)] pub struct Pot;\n\
         #[derive(FfiHandle)] #[ffi(single_thread)] pub struct Local;\n\
         #[ffi_export] pub fn shape_a(pot: &Pot, local: &Local) {}\n\
         #[ffi_export] pub fn shape_b(pot: &mut Pot) {}\n",
    );
    for expected in
        ["* Failure: ", "shape_last_error describes the failure", "* Borrowed: ", "* Owned: "]
    {
        assert_eq!(text.matches(expected).count(), 1, "{expected}\n{text}");
    }
    assert!(text.contains("Only on the thread that created it: shape_local."), "{text}");
    assert!(!text.contains("* Status: ") && !text.contains("Strings are"), "{text}");
    let c = "#[ffi_export] #[unsafe(no_mangle)] pub extern \"C\" fn shape_f() {}";
    assert!(!header(c).contains("The terms"), "functions in the C form have no such descriptions");
}

#[test]
fn values_on_failure_have_their_names_in_c() {
    let source = "#[repr(i32)] pub enum PenKind { Thin = 0, VeryThin = 1 }\n\
                  #[repr(C)] pub struct Size(u32); impl Size { pub const NONE: Size = Size(7); }\n\
                  pub const LIMIT: i32 = -7; const HIDDEN: i32 = 3;\n\
                  #[ffi_export(fallback = PenKind::VeryThin)] pub fn shape_a() -> PenKind { todo!() }\n\
                  #[ffi_export(fallback = crate::PenKind::Thin)] pub fn shape_b() -> PenKind { todo!() }\n\
                  #[ffi_export(fallback = crate::LIMIT)] pub fn shape_c() -> i32 { 0 }\n\
                  #[ffi_export(fallback = HIDDEN)] pub fn shape_d() -> i32 { 0 }\n";
    let c = header(source);
    for (value, function) in [
        ("SHAPE_PEN_KIND_VERY_THIN", "shape_pen_kind shape_a("),
        ("SHAPE_PEN_KIND_THIN", "shape_pen_kind shape_b("),
        ("LIMIT", "int32_t shape_c("),
        ("the value of `HIDDEN` in Rust", "int32_t shape_d("),
    ] {
        assert!(c.contains(&format!("@return {value} on failure */ {function}")), "{value}\n{c}");
    }
    let tree = Tree::library(source);
    tree.write("cbindgen.toml", "[enum]\nrename_variants = \"None\"\n[export]\nprefix = \"My\"\n");
    let c = squeezed(tree.header().text());
    for (value, function) in [("VeryThin", "MyPenKind shape_a("), ("MyLIMIT", "int32_t shape_c(")] {
        assert!(c.contains(&format!("@return {value} on failure */ {function}")), "{value}\n{c}");
    }
    assert!(!c.contains(['\u{e000}', '\u{e001}']), "{c}");
}

const STRINGS: &str = "\
/// The name, */ and more.
pub const NAME: &str = \"sh\\\"ape\\n\";
pub const SHAPE_KIND: &CStr = c\"kind\";
pub const BYTES: &[u8; 3] = b\"a\\0b\";
pub const RELEASE: &str = concat!(\"v\", env!(\"CARGO_PKG_VERSION\"));
pub const LIMIT: u32 = 7;
pub const RATIO: f64 = 0.5;
pub const ON: bool = true;
pub const LETTER: char = 'x';
const PRIVATE: &str = \"private\";
#[cfg(test)] pub const TESTED: &str = \"tested\";
pub mod inner { pub const DEEP: &str = \"deep\"; }
fn body() { pub const LOCAL: &str = \"local\"; }
";

#[test]
fn constants_become_macros() {
    let tree = Tree::library(&format!("{STRINGS}{ONE}mod file;\n"));
    tree.write("src/file.rs", "pub const IN_FILE: &str = \"in file\";");
    let header = tree.header();
    assert_eq!(header.notes(), [""; 0]);
    let text = header.text();
    for expected in [
        "/**\n * The name, * / and more.\n */\n#define SHAPE_NAME \"sh\\\"ape\\n\"\n",
        "#define SHAPE_KIND \"kind\"\n",
        "#define SHAPE_BYTES \"a\\000b\"\n",
        "#define SHAPE_RELEASE \"v0.0.0\"\n",
        "#define SHAPE_DEEP \"deep\"\n",
        "#define SHAPE_IN_FILE \"in file\"\n",
        "#define LIMIT 7\n",
        "#define RATIO 0.5\n",
        "#define ON true\n",
        "#define LETTER 'x'\n",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    for absent in ["PRIVATE", "TESTED", "LOCAL"] {
        assert!(!text.contains(absent), "{absent}\n{text}");
    }
    tree.write(
        "cbindgen.toml",
        "[export]\nexclude = [\"NAME\"]\n[export.rename]\nSHAPE_KIND = \"WHICH\"\n",
    );
    let text = tree.header().text().to_owned();
    assert!(!text.contains("SHAPE_NAME") && text.contains("#define WHICH \"kind\""), "{text}");
    tree.write("cbindgen.toml", "[export]\nitem_types = [\"functions\"]\n");
    assert!(!tree.header().text().contains("SHAPE_KIND"));
}

#[test]
fn constants_that_c_cannot_express_are_noted() {
    let tree = Tree::library(&format!(
        "pub const MADE: &str = make();\npub const TABLE: [Option<u8>; 2] = [None, None];\n\
         const HIDDEN: u32 = 1; pub const NEXT: u32 = HIDDEN + 1; pub const LAST: u32 = NEXT + LIMIT; pub const LIMIT: u32 = 9;\n\
         pub const SUM: u32 = LIMIT + 1;\n\
         #[cfg(odd)] pub const HERE: &str = \"/\";\npub const LIST: &[&str] = &[\"a\"];\n\
         pub mod a {{ pub const TWICE: &str = \"a\"; }} pub mod b {{ pub const TWICE: &str = \"b\"; }}\n{ONE}"
    ));
    let header = tree.header();
    let notes = header.notes().join("\n");
    for expected in [
        "src/lib.rs:2:11: the constant `MADE` is not in the header: its value is not a literal",
        "src/lib.rs:3:11: the constant `TABLE` is not in the header: C cannot express",
        "`HERE` is not in the header: whether `odd` holds is not known",
        "`LIST` is not in the header: C cannot express",
        "`TWICE` is not in the header: another constant",
    ] {
        assert!(notes.contains(expected), "{expected}\n{notes}");
    }
    assert_eq!(header.notes().len(), 5, "{notes}");
    let text = header.text();
    assert!(text.contains("#define SHAPE_TWICE \"a\"") && !text.contains("TABLE"), "{text}");
    assert!(
        text.contains("#define SUM (LIMIT + 1)") && text.contains("#define NEXT 2\n"),
        "{text}"
    );
}

#[test]
fn constants_under_conditions() {
    let tree = Tree::library(&format!(
        "#[cfg(unix)] pub const SEPARATOR: &str = \"/\";\n\
         #[cfg(not(unix))] mod other {{ pub const SEPARATOR: &str = \"\\\\\"; }}\n{ONE}"
    ));
    tree.write("cbindgen.toml", "[defines]\nunix = \"UNIX\"\n");
    let text = tree.header().text().to_owned();
    for expected in [
        "#if defined(UNIX)\n#define SHAPE_SEPARATOR \"/\"\n#endif\n",
        "#if !defined(UNIX)\n#define SHAPE_SEPARATOR \"\\\\\"\n#endif\n",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let mut options = Options::new(tree.root());
    options.target = Some("x86_64-unknown-linux-gnu".to_owned());
    let header = header::generate(&options).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(header.text().matches("SHAPE_SEPARATOR").count(), 1, "{}", header.text());
}

#[test]
fn the_version_on_request() {
    let tree = Tree::library(ONE);
    let manifest = std::fs::read_to_string(tree.path("Cargo.toml")).expect("a manifest");
    let manifest = manifest.replace("\"0.0.0\"", "\"1.2.3-rc.1\"");
    tree.write("Cargo.toml", &manifest);
    assert!(!tree.header().text().contains("SHAPE_VERSION"));
    let expected = "#define SHAPE_VERSION \"1.2.3-rc.1\"\n#define SHAPE_VERSION_MAJOR 1\n\
                    #define SHAPE_VERSION_MINOR 2\n#define SHAPE_VERSION_PATCH 3\n";
    let mut options = Options::new(tree.root());
    options.version_macros = true;
    let header = header::generate(&options).unwrap_or_else(|failure| panic!("{failure}"));
    assert!(header.text().contains(expected), "{}", header.text());
    let table = "[package.metadata.ffi-guard.header]";
    tree.write("Cargo.toml", &format!("{manifest}{table}\nversion-macros = true\n"));
    assert_eq!(tree.header().text(), header.text());
    for (settings, message) in [
        ("version-macros = 1", "has a `version-macros` that is not `true` or `false`"),
        ("version = true", "has no setting `version`"),
    ] {
        tree.write("Cargo.toml", &format!("{manifest}{table}\n{settings}\n"));
        let failure = tree.failure();
        assert!(failure.contains(message) && failure.contains("Cargo.toml"), "{failure}");
    }
    let tree = Tree::library(&format!("pub const VERSION: &str = \"1\";\n{ONE}"));
    options.manifest_dir = tree.root().to_owned();
    let failure = header::generate(&options).expect_err("two macros").to_string();
    assert!(failure.contains("`SHAPE_VERSION` is a constant of the crate"), "{failure}");
}

/// C computes with `int`, Rust with the type of the constant.
#[test]
fn arithmetic_keeps_its_value() {
    let tree = Tree::library(&format!(
        "pub const DAY: u64 = 24 * 60 * 60; pub const LONG: u64 = DAY * 1000 * 1000; pub const BIT: u64 = 1 << 40;\n\
         pub const MASK: u8 = !0; pub const OFF: bool = !true; pub const LOW: i32 = -(2 + 3); pub const HALF: f64 = 1.0 / 2.0;\n{ONE}"
    ));
    let header = tree.header();
    let text = header.text();
    for expected in [
        "#define DAY ((24 * 60) * 60)\n",
        "#define LONG 86400000000\n",
        "#define BIT 1099511627776\n",
        "#define LOW -(2 + 3)\n",
        "#define HALF (1.0 / 2.0)\n",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    // `~0` and `~true` are other values, so they may be numbers or left out with a note, but not copied.
    assert!(!text.contains('~'), "{text}");
    let notes = header.notes().join("\n");
    for name in ["MASK", "OFF"] {
        let is_known = text.contains(&format!("#define {name} "));
        assert!(
            is_known || notes.contains(&format!("the constant `{name}` is not")),
            "{notes}\n{text}"
        );
    }
}

/// The macros have the values that Rust has.
#[test]
fn compilers_read_the_constants() {
    let tree =
        Tree::library(&format!("{STRINGS}pub const TEXT: &str = \"\u{f6}1??/ */\\t\";\n{ONE}"));
    let mut options = Options::new(tree.root());
    options.version_macros = true;
    let header = header::generate(&options).unwrap_or_else(|failure| panic!("{failure}"));
    tree.write("shape.h", header.text());
    let source = "#include \"shape.h\"\n#include <string.h>\n\
        int main(void) {\n\
            const unsigned char text[] = {0xc3, 0xb6, '1', 63, 63, '/', ' ', '*', '/', 9, 0};\n\
            if (sizeof SHAPE_TEXT != sizeof text || memcmp(SHAPE_TEXT, text, sizeof text) != 0) return 1;\n\
            if (sizeof SHAPE_BYTES != 4 || memcmp(SHAPE_BYTES, \"a\\0b\", 4) != 0) return 2;\n\
            if (strcmp(SHAPE_NAME, \"sh\\\"ape\\n\") != 0 || LIMIT != 7 || SHAPE_VERSION_MAJOR != 0) return 3;\n\
            return 0;\n}\n";
    let include = format!("-I{}", tree.root().display());
    for (language, name) in [(Language::C11, "main.c"), (Language::Cpp17, "main.cpp")] {
        for compiler in Compiler::all(language) {
            let program = Program::new("constants").source(name, source).flag(&include);
            program.compiler(&compiler).build().process().run().expect_success();
        }
    }
}
