//! Names lead to the types that Rust means.

use crate::tree::{Tree, header, squeezed};

/// Checks the header of a function `shape_f` with a parameter of type `Point`, which is a struct of two `i32`.
fn is_the_point(source: &str) {
    let text = header(&format!("{source}\n#[ffi_export(abort)] pub fn shape_f(point: Point) {{}}"));
    assert!(text.contains("int32_t x; int32_t y; }"), "{source}\n{text}");
    assert_eq!(text.matches("void shape_f(").count(), 1, "{source}\n{text}");
}

const POINT: &str = "#[repr(C)] pub struct Point { pub x: i32, pub y: i32 }";

#[test]
fn through_modules_and_imports() {
    for source in [
        &format!("mod api {{ {POINT} }} use api::Point;"),
        &format!("mod api {{ {POINT} }} use self::api::*;"),
        &format!("mod a {{ pub mod b {{ {POINT} }} pub use b::*; }} pub use crate::a::{{Point}};"),
        &format!(
            "mod a {{ {POINT} }} mod b {{ pub use super::a::Point as Place; }} use b::Place as Point;"
        ),
        &format!("mod a {{ {POINT} }} pub type Point = a::Point;"),
        &format!("mod parser {{ struct Point {{ line: String }} }} {POINT}"),
        &format!(
            "mod a {{ {POINT} }} mod b {{ #[repr(C)] pub struct Point {{ pub z: u8 }} }} use a::Point; use b as _;"
        ),
    ] {
        is_the_point(source);
    }
}

#[test]
fn through_macros() {
    for source in [
        "macro_rules! make { ($name:ident) => { #[repr(C)] pub struct $name { pub x: i32, pub y: i32 } } } make!(Point);",
        "macro_rules! outer { ($($t:tt)*) => { inner! { $($t)* } } }\n\
         macro_rules! inner { ($name:ident: $ty:ty) => { #[repr(C)] pub struct $name { pub x: $ty, pub y: $ty } } }\n\
         outer!(Point: i32);",
        "cfg_if::cfg_if! { if #[cfg(any())] { pub struct Point; } else { \
         #[repr(C)] pub struct Point { pub x: i32, pub y: i32 } } }",
    ] {
        is_the_point(source);
    }
}

#[test]
fn in_another_file() {
    let tree = Tree::library("mod a;\n#[ffi_export(abort)] pub fn shape_f(point: a::b::Point) {}");
    tree.write("src/a/mod.rs", "pub(crate) mod b;");
    tree.write("src/a/b.rs", &format!("pub use self::c::Point; mod c {{ {POINT} }}"));
    assert!(tree.header().text().contains("void shape_f(shape_point point);"));
}

#[test]
fn the_parameters_of_types() {
    let text = header(
        "#[repr(C)] pub struct Pair<T> { pub first: T, pub second: T }\n\
         #[repr(C)] pub struct Buffer<T, const N: usize> { pub items: [T; N], pub next: *mut Self }\n\
         pub type Bytes = Buffer<u8, { 2 * 4 }>;\n\
         #[ffi_export(abort)] pub fn shape_f(a: &Pair<u32>, b: Pair<Pair<i8>>, c: &Bytes, d: &Buffer<Pair<u32>, 3>) {}",
    );
    for expected in [
        "uint32_t first; uint32_t second; } shape_pair_u32;",
        "struct shape_pair_i8 first; struct shape_pair_i8 second; } shape_pair_pair_i8;",
        "uint8_t items[8];",
        "struct shape_pair_u32 items[3];",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn callbacks_that_may_be_null() {
    let text = header(
        "pub type OnEvent = extern \"C\" fn(code: i32) -> i32; pub type Other = OnEvent;\n\
         #[repr(C)] pub struct Hooks { pub event: Option<OnEvent>, pub other: Option<Other> }\n\
         #[repr(transparent)] pub struct Wrapped(extern \"C\" fn());\n\
         #[ffi_export(abort)] pub fn shape_f(hooks: &Hooks) {}\n\
         #[unsafe(no_mangle)] pub extern \"C\" fn shape_g(event: Option<OnEvent>, wrapped: Option<Wrapped>) {}",
    );
    for expected in
        ["OnEvent event; shape_other other; }", "void shape_g(OnEvent event, Wrapped wrapped);"]
    {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn an_alias_with_the_name_of_a_type_of_c() {
    let source = |ty: &str| {
        format!(
            "pub type c_uint = {ty}; {POINT}\n\
        #[unsafe(no_mangle)] pub extern \"C\" fn shape_f(a: c_uint) {{}}"
        )
    };
    for same in ["u32", "std::ffi::c_uint", "core::primitive::u32"] {
        assert!(header(&source(same)).contains("void shape_f(unsigned int a);"), "{same}");
    }
    for (other, expected) in [("u8", "uint8_t a"), ("Point", "Point a")] {
        let text = header(&source(other));
        assert!(text.contains(&format!("void shape_f({expected});")), "{text}");
    }
}

#[test]
fn the_c_form_keeps_its_names() {
    let c = "#[repr(C)] pub struct y_input { pub len: u32 } #[repr(C)] pub struct Plain { pub x: u8 }\n\
             #[unsafe(no_mangle)] pub extern \"C\" fn shape_c(input: y_input, plain: &Plain) {}\n";
    let both = format!(
        "{c}#[ffi_export(abort)] pub fn shape_rust(inputs: &[y_input], plain: &Plain) {{}}"
    );
    for text in [header(c), header(&both)] {
        assert!(text.contains("void shape_c(y_input input, const Plain *plain);"), "{text}");
    }
    assert!(header(&both).contains("void shape_rust(const y_input *inputs"), "{}", header(&both));
}

#[test]
fn a_name_with_the_prefix_gets_no_second_one() {
    let text = header(
        "#[repr(C)] pub struct shape_input { pub x: u8 } #[repr(C)] pub struct ShapeOutput { pub x: u8 }\n\
         #[ffi_export(abort)] pub fn shape_f(a: shape_input, b: ShapeOutput) {}",
    );
    assert!(text.contains("void shape_f(shape_input a, shape_output b);"), "{text}");
}

/// A package with a dependency, whose source this is.
fn with_dependency(source: &str, dependency: &str) -> Tree {
    let tree = Tree::library(source);
    tree.add_to_manifest("[dependencies]\nthe-dep = { path = \"dep\" }\n");
    tree.write(
        "dep/Cargo.toml",
        "[package]\nname = \"the-dep\"\nversion = \"0.0.0\"\n[features]\nwide = []\n",
    );
    tree.write("dep/src/lib.rs", dependency);
    tree
}

const TAKES_POS: &str =
    "use the_dep::Pos;\n#[ffi_export(abort)] pub fn shape_f(a: Pos, b: &the_dep::Pos) {}";

#[test]
fn into_a_dependency_that_is_read() {
    let dependency = "mod inner { #[repr(C)] pub struct Pos { pub x: crate::Number, \
                      #[cfg(feature = \"wide\")] pub y: u64 } } pub use inner::Pos; pub type Number = i16;\n\
                      pub const DEEP: u8 = 1; #[unsafe(no_mangle)] pub extern \"C\" fn dep_f() {}";
    let tree = with_dependency(TAKES_POS, dependency);
    tree.write("cbindgen.toml", "language = \"C\"\nstyle = \"type\"\n[parse]\nparse_deps = true\n");
    let header = tree.header();
    let text = squeezed(header.text());
    assert!(text.contains("typedef struct { shape_number x; } shape_pos;"), "{text}");
    assert!(!text.contains("dep_f") && !text.contains("DEEP"), "{text}");
    assert!(header.files().iter().any(|file| file.ends_with("dep/src/lib.rs")));
}

#[test]
fn a_type_of_a_dependency_that_the_author_declares() {
    let tree = with_dependency(TAKES_POS, "#[repr(C)] pub struct Pos { pub x: i16 }");
    let missing = tree.failure();
    assert!(missing.contains("need the type `the_dep::Pos`"), "{missing}");
    let declared = "typedef struct { int16_t x; } Pos;";
    for settings in [
        format!("after_includes = \"{declared}\""),
        format!("header = \"#include <stdint.h>\\n{declared}\""),
        "includes = [\"pos.h\"]".to_owned(),
        format!("after_includes = \"{declared}\"\n[export]\nprefix = \"My\""),
    ] {
        tree.write("include/pos.h", declared);
        tree.write("cbindgen.toml", &format!("language = \"C\"\n{settings}\n"));
        assert!(tree.header().text().contains("void shape_f(Pos a, const Pos *b);"), "{settings}");
    }
    tree.write("include/pos.h", "typedef struct { int16_t x; } Position;");
    tree.write("cbindgen.toml", "language = \"C\"\nincludes = [\"pos.h\"]\n");
    assert!(tree.failure().contains("need the type `the_dep::Pos`"));
    tree.write("cbindgen.toml", "language = \"C\"\nafter_includes = \"typedef struct Pos Pos;\"\n");
    assert!(tree.failure().contains("needs `the_dep::Pos` by value"));
}

#[test]
fn a_local_namesake_of_a_declared_type() {
    let source = "mod inner { #[repr(C)] pub struct Pos { pub y: u8 } }\n\
                  #[ffi_export(abort)] pub fn shape_f(a: the_dep::Pos, b: inner::Pos) {}";
    let tree = with_dependency(source, "");
    tree.write("cbindgen.toml", "language = \"C\"\n[export.rename]\nPos = \"pos\"\n");
    assert!(tree.failure().contains("need the type `the_dep::Pos`"));
}
