//! The declarations of the header and their names.

use crate::tree::{Tree, header, squeezed};

#[test]
fn functions_and_the_types_that_they_name() {
    let header = header(
        "/// Opaque.\n\
         pub struct Canvas { dots: Vec<Dot> }\n\
         /// Where.\n\
         #[derive(FfiType)] #[repr(C)] pub struct Dot { pub at: Place, pub size: usize }\n\
         #[repr(C)] pub struct Place { pub x: f64 }\n\
         #[repr(i32)] pub enum PenKind { Thin = 0, VeryThick = 1 }\n\
         pub type Visit = extern \"C\" fn(dot: *const Dot, data: *mut std::ffi::c_void) -> bool;\n\
         #[repr(C)] pub struct Unused { pub x: f64 }\n\
         #[ffi_guard::ffi_export]\n\
         pub fn shape_new(kind: PenKind) -> Box<Canvas> { todo!() }\n\
         #[ffi_guard::ffi_export(status)]\n\
         pub fn shape_draw(canvas: &mut Canvas, dots: &[Dot], visit: Visit) -> Result<usize, E> { todo!() }\n",
    );
    for expected in [
        "/** * Opaque. */ typedef struct shape_canvas shape_canvas;",
        "typedef struct { shape_place at; size_t size; } shape_dot;",
        "SHAPE_PEN_KIND_VERY_THICK = 1,",
        "typedef int32_t shape_pen_kind;",
        "typedef bool (*shape_visit)(const shape_dot *dot, void *data);",
        "shape_canvas *shape_new(shape_pen_kind kind);",
        "int32_t shape_draw(shape_canvas *canvas, const shape_dot *dots, size_t dots_len, shape_visit visit, \
         size_t *out);",
        "int32_t shape_last_error(ffi_guard_error *out);",
        "void shape_set_error_callback(ffi_guard_error_callback callback, void *data);",
    ] {
        assert!(
            header.contains(expected),
            "{expected}
{header}"
        );
    }
    assert!(!header.contains("nused") && !header.contains("shape_string_free"), "{header}");
}

#[test]
fn what_ffi_library_asks_for() {
    let with =
        Tree::new(&[("src/lib.rs", "ffi_guard::ffi_library! { prefix = \"a\", strings = true }")]);
    let with = squeezed(with.header().text());
    assert!(with.contains("void a_string_free(char *text);"), "{with}");
    assert!(with.contains("#ifndef A_H"), "{with}");
    let without = Tree::new(&[("src/lib.rs", "#[ffi_export] pub fn three() {}")]).header();
    assert!(without.text().contains("void three(void);"), "{}", without.text());
    assert!(!without.text().contains("ffi_guard_error"), "{}", without.text());
}

#[test]
fn lists_and_what_frees_them() {
    let tree = Tree::new(&[(
        "src/lib.rs",
        "ffi_guard::ffi_library! { prefix = \"a\", vecs = [u8, usize, dots::Dot] }\n\
         mod dots { #[repr(C)] pub struct Dot { pub x: f64 } }\n\
         #[ffi_export] pub fn a_bytes() -> Vec<u8> { todo!() }\n\
         #[ffi_export(status)] pub fn a_dots() -> Result<Vec<dots::Dot>, E> { todo!() }\n",
    )]);
    let c = squeezed(tree.header().text());
    for expected in [
        "uint8_t *ptr; size_t len; } a_vec_u8;",
        "size_t *ptr; size_t len; } a_vec_usize;",
        "a_dot *ptr; size_t len; } a_vec_dot;",
        "a_vec_u8 a_bytes(void);",
        "int32_t a_dots(a_vec_dot *out);",
        "void a_vec_dot_free(a_vec_dot vec);",
        "Frees a list. A null `ptr` is a no-op. Free each list once.",
        "owned list: free with a_vec_u8_free; a NULL ptr on failure",
    ] {
        assert!(c.contains(expected), "{expected}\n{c}");
    }
    assert_eq!(c.matches("a_vec_u8_free(").count(), 1, "{c}");
    tree.write("cbindgen.toml", "language = \"C++\"\n[export]\nprefix = \"My\"\n");
    let cpp = squeezed(tree.header().text());
    assert!(cpp.contains("struct a_vec_dot { MyDot *ptr; size_t len; };"), "{cpp}");
}

#[test]
fn conditions_of_all_modules_around() {
    let tree = Tree::library("#[cfg(unix)] mod outer;\n#[ffi_export] pub fn shape_always() {}\n");
    tree.write(
        "src/outer.rs",
        "#[cfg(feature = \"more\")] mod inner { #[cfg(not(windows))] #[ffi_export] pub fn shape_some() {} }",
    );
    tree.write(
        "cbindgen.toml",
        "language = \"C\"\n[defines]\n\"unix\" = \"UNIX\"\n\"windows\" = \"WINDOWS\"\n\"feature = more\" = \"MORE\"\n",
    );
    let header = squeezed(tree.header().text());
    let condition = "#if (defined(UNIX) && defined(MORE) && !defined(WINDOWS))";
    assert!(header.contains(condition), "{header}");
    assert_eq!(header.matches("#if (").count(), 1, "{header}");
}

#[test]
fn an_attribute_under_a_condition_or_another_name() {
    let tree = Tree::library(
        "use ffi_guard::ffi_export as export;\n\
         #[cfg_attr(feature = \"ffi\", ffi_guard::ffi_export(fallback = -7))]\n\
         pub fn shape_maybe() -> i32 { 0 }\n\
         #[export(name = \"shape_other\", fallback = -8)]\n\
         pub fn named(r#match: &str) -> i32 { 0 }\n",
    );
    tree.add_to_manifest("[features]\ndefault = [\"ffi\"]\nffi = []\n");
    let header = squeezed(tree.header().text());
    assert!(header.contains("@return -7 on failure */ int32_t shape_maybe(void);"), "{header}");
    assert!(header.contains("int32_t shape_other(const char *match);"), "{header}");
}

#[test]
fn in_functions_and_behind_a_mark_of_the_shell() {
    let source = "#!/usr/bin/env rust\r\n// ö\r\npub fn f() { #[ffi_export] pub fn inner() {} }\r\n\
                  #[ffi_export] pub fn outer() {}\r\n";
    let tree = Tree::new(&[("src/lib.rs", &format!("\u{FEFF}{source}"))]);
    let header = tree.header();
    assert_eq!(header.notes(), [""; 0]);
    for function in ["void inner(void);", "void outer(void);"] {
        assert!(header.text().contains(function), "{}", header.text());
    }
}

#[test]
fn a_function_pointer_that_has_a_name() {
    let header = header(
        "pub type Visit = extern \"C\" fn(*const u8) -> usize;\n\
         #[ffi_export] pub fn shape_each(visit: Option<Visit>) {}\n\
         #[ffi_export] pub fn shape_all(visit: Option<crate::Visit>) {}",
    );
    for expected in [
        "typedef size_t (*shape_visit)(const uint8_t*);",
        "void shape_each(shape_visit visit);",
        "void shape_all(shape_visit visit);",
    ] {
        assert!(header.contains(expected), "{expected}\n{header}");
    }
}

#[test]
fn both_forms_each_once() {
    let header = header(
        "#[ffi_guard::ffi_export] pub fn shape_rust() {}\n\
         #[ffi_guard::ffi_export] #[unsafe(no_mangle)] pub extern \"C\" fn shape_c() {}\n",
    );
    for function in ["void shape_rust(void);", "void shape_c(void);"] {
        assert_eq!(header.matches(function).count(), 1, "{function}\n{header}");
    }
}

#[test]
fn a_type_and_a_function_of_one_name() {
    let header = header(
        "#[repr(i32)] pub enum Verdict { Good = 0 }\n\
         #[ffi_export(fallback = Verdict::Good)] pub fn shape_verdict() -> Verdict { todo!() }",
    );
    assert!(header.contains("shape_verdict_t shape_verdict(void);"), "{header}");
}

#[test]
fn the_same_bytes_each_time() {
    let tree = Tree::library(
        "#[repr(C)] pub struct A { pub b: B } #[repr(C)] pub struct B { pub c: u8 } pub struct C; pub struct D;\n\
         #[ffi_export] pub fn a(a: A, b: B, c: Box<C>, d: Box<D>) -> Box<C> { todo!() }",
    );
    let first = tree.header();
    for _ in 0..4 {
        assert_eq!(tree.header().text(), first.text());
    }
}

#[test]
fn what_it_was_made_from() {
    let tree = Tree::library("mod inner;");
    tree.write("src/inner.rs", "");
    tree.write("cbindgen.toml", "");
    let header = tree.header();
    let mut names: Vec<_> =
        header.files().iter().map(|file| file.strip_prefix(tree.root()).expect("inside")).collect();
    names.sort();
    let expected =
        ["Cargo.toml", "cbindgen.toml", "src/inner.rs", "src/lib.rs"].map(std::path::Path::new);
    assert_eq!(names, expected);
}
