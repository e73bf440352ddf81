//! Documentation, names of parameters and constants.

use crate::tree::{Tree, header, squeezed};

const C: &str = "#[unsafe(no_mangle)] pub extern \"C\" fn shape_f";

#[test]
fn documentation_does_not_end_the_comment() {
    let text = header(&format!(
        "/// A */ struct.\n#[repr(C)] pub struct A {{ /// A */ field.\n pub a: u8 }}\n\
         /// An */ enum.\n#[repr(u8)] pub enum B {{ /// A */ variant.\n One }}\n\
         /// A */ text.\npub const TEXT: &str = \"text\";\n\
         /// Matches `src/*/lib.rs`, `a*/b`.\n{C}(a: A, b: B) {{}}"
    ));
    for expected in [
        "A * / struct.",
        "A * / field.",
        "An * / enum.",
        "A * / variant.",
        "A * / text.",
        "`a* /b`",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn a_backslash_does_not_continue_the_comment() {
    let tree = Tree::library(&format!("/// In C:\\\n{C}() {{}}"));
    tree.write("cbindgen.toml", "language = \"C\"\ndocumentation_style = \"c99\"\n");
    let text = tree.header();
    assert!(text.text().contains("// In C:&#92;\n"), "{}", text.text());
}

#[test]
fn parameters_of_the_c_form() {
    for (parameters, expected) in [
        ("this: u8, this_: u8", "uint8_t this__, uint8_t this_"),
        ("NULL: u8, unix: u8, r#struct: u8", "uint8_t NULL_, uint8_t unix_, uint8_t struct_"),
        ("SIZE_MAX: u8, mut plain: u8", "uint8_t SIZE_MAX_, uint8_t plain"),
        ("_: u8, bool: u8", "uint8_t, uint8_t bool_"),
    ] {
        let text = header(&format!("{C}({parameters}) {{}}"));
        assert!(text.contains(&format!("void shape_f({expected});")), "{expected}\n{text}");
    }
    let fields = header(&format!(
        "#[repr(C)] pub struct A {{ pub r#struct: u8, pub int: u8, pub int_: u8 }} {C}(a: A) {{}}"
    ));
    assert!(fields.contains("uint8_t struct_; uint8_t int__; uint8_t int_; }"), "{fields}");
}

#[test]
fn a_parameter_that_has_the_name_of_a_type() {
    let text = header(
        "#[repr(C)] pub struct Dot { pub x: u8 }\n\
         #[ffi_export(abort)] pub fn shape_f(uint32_t: u32, shape_dot: Dot, shape_dot_: &Dot) {}",
    );
    let expected =
        "void shape_f(uint32_t uint32_t_, shape_dot shape_dot__, const shape_dot *shape_dot_);";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn constants() {
    let text = header(
        "mod inner { pub const DEEP: u32 = super::HIDDEN + 1; }\nconst HIDDEN: u32 = 3;\n\
         pub const WIDTH: u32 = 4; pub const DOUBLE: u32 = WIDTH * 2;\n\
         /// The version.\npub const VERSION: &str = \"1.0 \\\"beta\\\" ä\";\n\
         pub const NAME: &std::ffi::CStr = c\"name\";",
    );
    for expected in [
        "#define DEEP 4",
        "#define WIDTH 4",
        "#define DOUBLE (WIDTH * 2)",
        "/** * The version. */ #define SHAPE_VERSION \"1.0 \\\"beta\\\" \\303\\244\"",
        "#define SHAPE_NAME \"name\"",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(!text.contains("HIDDEN"), "{text}");
    let twice =
        Tree::library("mod a { pub const N: u8 = 1; } mod b { pub const N: u8 = 2; }").header();
    let notes = twice.notes().join("\n");
    assert!(
        notes.contains("the constant `N` is not in the header: another one has the name"),
        "{notes}"
    );
}

#[test]
fn statics_and_imported_functions() {
    let tree = Tree::library(
        "#[repr(C)] pub struct Info { pub size: u32 }\n\
         #[unguarded(reason = \"data\")] #[unsafe(no_mangle)] pub static shape_info: Info = Info { size: 1 };\n\
         #[unguarded(reason = \"code\")] #[unsafe(export_name = \"shape_hooks\")] \
         pub static HOOKS: [Option<extern \"C\" fn(u8) -> i32>; 1 + 1] = [None, None];\n\
         unsafe extern \"C\" { fn shape_hook(info: *const Info, n: c_int) -> u8; fn other(a: Unknown); }",
    );
    let text = squeezed(tree.header().text());
    assert!(text.contains("extern const Info shape_info;"), "{text}");
    assert!(text.contains("typedef int32_t (*shape_hooks_type)(uint8_t);"), "{text}");
    assert!(text.contains("extern const shape_hooks_type shape_hooks[2];"), "{text}");
    assert!(text.contains("uint8_t shape_hook(const Info *info, int n);"), "{text}");
    let failure = Tree::library(
        "#[unguarded(reason = \"data\")] #[unsafe(no_mangle)] pub static shape_info: (u8, u8) = (1, 2);",
    );
    assert!(failure.failure().contains("C cannot declare `shape_info`"));
}
