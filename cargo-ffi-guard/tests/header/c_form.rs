//! cbindgen handles the C form itself: the header is the same with and without the attribute.

use crate::tree::Tree;
use cargo_ffi_guard::header::{self, Options};
use cbindgen::{Builder, Config, Language};

/// Each attribute is on its own line, so that the test can remove it.
const SOURCE: &str = r#"
//! A library as it was before.
mod inner {
    impl Dot {
        /// Adds.
        #[ffi_guard::ffi_export]
        #[unsafe(no_mangle)]
        pub extern "C" fn shape_dot_add(a: super::Dot, b: super::Dot) -> super::Dot { a }
    }
}
/// A dot.
#[repr(C)]
pub struct Dot { pub x: f64 }
pub struct Opaque;
impl Dot {
    #[unsafe(export_name = "shape_dot_len")]
    #[ffi_guard::ffi_export(fallback = f64::NAN)]
    #[must_use]
    pub unsafe extern "C" fn len(this: *const Dot) -> f64 { 0.0 }
}
/// Old.
#[deprecated(note = "use another")]
#[ffi_guard::ffi_export(fallback = |error| error.code())]
#[unsafe(no_mangle)]
pub extern "C" fn shape_old(opaque: Option<&mut Opaque>, f: Option<extern "C" fn(usize)>) -> i32 { 0 }
#[cfg(unix)]
#[ffi_guard::ffi_export(abort)]
#[unsafe(no_mangle)]
extern "C" fn shape_end() -> ! { loop {} }
#[ffi_guard::ffi_callback]
extern "C" fn called_back() {}
"#;

fn by_cbindgen(source: &str, language: Language) -> String {
    by_cbindgen_with(source, Config { language, ..Config::default() })
}

fn by_cbindgen_with(source: &str, config: Config) -> String {
    let tree = Tree::new(&[("src/lib.rs", source)]);
    let bindings = Builder::new().with_crate(tree.root()).with_config(config).generate();
    let mut text = Vec::new();
    bindings.expect("a header").write(&mut text);
    String::from_utf8(text).expect("a text")
}

#[test]
fn byte_for_byte() {
    let is_ours = |line: &&str| line.trim_start().starts_with("#[ffi_guard::");
    let without: Vec<_> = SOURCE.lines().filter(|line| !is_ours(line)).collect();
    assert_eq!(without.len() + 5, SOURCE.lines().count());
    for language in [Language::C, Language::Cxx] {
        let with = by_cbindgen(SOURCE, language);
        assert_eq!(with, by_cbindgen(&without.join("\n"), language));
        for function in ["shape_dot_add", "shape_dot_len", "shape_old", "shape_end"] {
            assert!(with.contains(&format!("{function}(")), "{function}\n{with}");
        }
    }
}

/// Without the Rust form and `ffi_library!`, cbindgen generates the whole header with the same settings, except for the
/// documentation of the crate.
#[test]
fn nothing_is_added() {
    let own = "language = \"C\"\nheader = \"/* Mine. */\"\n";
    let tree = Tree::new(&[("src/lib.rs", SOURCE), ("cbindgen.toml", own)]);
    let settings = header::settings(&Options::new(tree.root())).expect("settings");
    tree.write("printed.toml", &settings);
    let mut config = Config::from_file(tree.path("printed.toml")).expect("settings of cbindgen");
    config.header = Some("/* Mine. */\n\n/*\n * A library as it was before.\n */".to_owned());
    assert_eq!(tree.header().text(), by_cbindgen_with(SOURCE, config));
}

/// A library whose header cbindgen has written keeps it, byte for byte, with cbindgen's own defaults in the settings.
#[test]
fn the_defaults_of_cbindgen_can_be_kept() {
    let own = "language = \"C\"\nheader = \"\"\ninclude_guard = \"\"\ncpp_compat = false\nstyle = \"both\"\n\
               tab_width = 2\nusize_is_size_t = false\n[enum]\nrename_variants = \"None\"\n";
    let tree = Tree::new(&[("src/lib.rs", SOURCE), ("cbindgen.toml", own)]);
    let manifest = std::fs::read_to_string(tree.path("Cargo.toml")).expect("a manifest");
    let without_docs = "[package.metadata.ffi-guard.header]\ncrate-docs = false\n";
    tree.write("Cargo.toml", &format!("{manifest}{without_docs}"));
    assert_eq!(tree.header().text(), by_cbindgen(SOURCE, Language::C));
}

/// Exports that cbindgen silently leaves out are reported.
#[test]
fn what_cbindgen_does_not_see_is_noted() {
    let c = "#[ffi_export] #[unsafe(no_mangle)] pub extern \"C\" fn";
    let tree = Tree::library(&format!(
        "macro_rules! make {{ ($n:ident) => {{ {c} $n() {{}} }} }} make!(shape_made);\n\
         include!(\"included.rs\");\n\
         pub fn body() {{ {c} shape_in_body() {{}} }}\n\
         const _: () = {{ {c} shape_in_const() {{}} }};\n\
         #[ffi_export] #[cfg_attr(all(), unsafe(no_mangle))] pub extern \"C\" fn shape_under() {{}}\n\
         #[ffi_export] #[unsafe(no_mangle)] pub extern \"sysv64\" fn shape_abi() {{}}\n\
         {c} shape_seen() {{}}\n{c} shape_kept_out() {{}}\n",
    ));
    tree.write("src/included.rs", &format!("{c} shape_included() {{}}"));
    tree.write("cbindgen.toml", "language = \"C\"\n[export]\nexclude = [\"shape_kept_out\"]\n");
    let header = tree.header();
    let notes = header.notes().join("\n");
    for name in ["made", "included", "in_body", "in_const", "under", "abi"] {
        let symbol = format!("`shape_{name}` is not in the header");
        let declared = header.text().contains(&format!("shape_{name}("));
        assert!(notes.contains(&symbol) && !declared, "{name}\n{notes}\n{}", header.text());
    }
    assert!(notes.contains("its ABI is \"sysv64\"") && notes.contains("macro `make`"), "{notes}");
    assert_eq!(header.notes().len(), 6, "{notes}");
}

/// A macro of the crate is expanded; of another one, the function is noted.
#[test]
fn symbols_that_a_macro_names() {
    let tree = Tree::library(
        "macro_rules! prefix { ($name:ident) => { concat!(\"shape_\", stringify!($name)) } }\n\
         #[repr(C)] pub struct Dot { pub x: f64 }\n\
         /// Adds.\n\
         #[ffi_export] #[unsafe(export_name = prefix!(add))]\n\
         pub extern \"C\" fn add(a: Dot, b: Option<&Dot>) -> f64 { 0.0 }\n\
         /// Measures.\n\
         #[ffi_export(name = prefix!(len))] pub fn measure(text: &str) -> usize { 0 }\n\
         pub struct Counter;\n\
         #[ffi_export] impl Counter { #[ffi_export(name = prefix!(count))] pub fn f(value: i32) -> i32 { 0 } }\n\
         #[cfg(test)] #[ffi_export] #[unsafe(export_name = prefix!(test))] pub extern \"C\" fn test() {}\n\
         #[ffi_export] #[unsafe(export_name = other::prefix!(a))] pub extern \"C\" fn a() {}\n\
         #[ffi_export(name = other::prefix!(b))] pub fn b() {}\n\
         #[unguarded(reason = \"data\")] #[unsafe(export_name = prefix!(version))] pub static VERSION: u32 = 1;\n\
         #[unguarded(reason = \"data\")] #[unsafe(export_name = other::prefix!(c))] pub static C: u32 = 1;\n\
         #[unguarded(reason = \"data\")] #[unsafe(export_name = \"shape_by_literal\")] pub static D: u32 = 1;\n\
         #[ffi_export] #[unsafe(export_name = prefix!(abi))] pub extern \"sysv64\" fn abi() {}\n",
    );
    let header = tree.header();
    let (text, notes) = (header.text(), header.notes().join("\n"));
    for declaration in [
        "/**\n * Adds.\n */\ndouble shape_add(Dot a, const Dot *b);",
        "shape_len(const char *text);",
        "int32_t shape_count(int32_t value);",
        "extern const uint32_t shape_version;",
        "extern const uint32_t shape_by_literal;",
    ] {
        assert!(text.contains(declaration), "{declaration}\n{text}\n{notes}");
    }
    for name in ["other::prefix!(a)", "other::prefix!(b)", "other::prefix!(c)"] {
        let note = format!("`{name}` is not in the header: a macro names it");
        assert!(notes.contains(&note), "{note}\n{notes}");
    }
    assert!(notes.contains("`shape_abi` is not in the header: its ABI is \"sysv64\""), "{notes}");
    assert_eq!(header.notes().len(), 4, "{notes}");
}

/// The exports of a macro or an attribute of another crate are not known.
#[test]
fn macros_of_other_crates_are_noted() {
    let tree = Tree::library(
        "exports::plugin!(entry);\n#[exports::entry] pub fn a() {}\n#[ffi_export] pub fn shape_b() {}\n",
    );
    tree.add_to_manifest("[dependencies]\nexports = \"1\"\n");
    let header = tree.header();
    let notes = header.notes().join("\n");
    for note in [
        "src/lib.rs:2:10: the macro `exports::plugin` comes from another crate",
        "src/lib.rs:3:3: the attribute `#[exports::entry]` comes from another crate",
    ] {
        assert!(notes.contains(note), "{note}\n{notes}");
    }
    tree.add_to_manifest(
        "[package.metadata.ffi-guard]\nno-exports = [\"exports::plugin\", \"exports::entry\"]\n",
    );
    assert_eq!(tree.header().notes(), [""; 0]);
}
