//! The definitions of types: what Rust fixes, and errors for the rest.

use crate::tree::{Tree, header};

/// The header for a function with a parameter of type `&A`, or `A` with `by_value`.
fn taking(source: &str, parameter: &str) -> Tree {
    Tree::library(&format!(
        "{source}\n#[unsafe(no_mangle)] pub extern \"C\" fn shape_f(a: {parameter}) {{}}"
    ))
}

#[test]
fn lengths_are_evaluated() {
    for (length, expected) in [
        ("N + 1", "8"),
        ("self::inner::SIZE << 2", "12"),
        ("B'\\n' as usize", "10"),
        ("(u8::MAX as usize) / 0x10", "15"),
        ("size_of::<u64>() * 2", "16"),
        ("core::mem::size_of::<[u16; 3]>()", "6"),
        ("A::WIDTH - 1", "4"),
        ("Kind::Third as usize", "7"),
        ("{ N }", "7"),
        ("(!0u8 >> 4) as usize", "15"),
        ("-1i8 as u8 as usize", "255"),
    ] {
        let source = format!(
            "pub const N: usize = 7; mod inner {{ pub const SIZE: usize = 3; }}\n\
             pub enum Kind {{ First, #[cfg(any())] Second, Other = inner::SIZE as isize * 2, Third }}\n\
             impl A {{ pub const WIDTH: usize = Self::HALF * 2 + 1; const HALF: usize = 2; }}\n\
             #[repr(C)] pub struct A {{ pub cells: [u8; {}] }}",
            length.replace('B', "b")
        );
        let text = taking(&source, "A").header();
        assert!(text.text().contains(&format!("cells[{expected}];")), "{length}\n{}", text.text());
    }
    for length in ["unknown()", "other::N", "usize::from(N)"] {
        let source =
            format!("#[repr(C)] pub struct A {{ pub cells: [u8; {length}] }} const N: u8 = 1;");
        let failure = taking(&source, "&A").failure();
        assert!(
            failure.contains("the field `cells` of `A`") && failure.contains(length),
            "{failure}"
        );
    }
}

#[test]
fn packing_and_alignment() {
    let text = header(
        "#[repr(C, packed)] pub struct Wire { pub tag: u8, pub len: u32 }\n\
         #[repr(C)] #[repr(align(16))] pub struct Block { pub words: [u32; 4] }\n\
         #[ffi_export] pub fn shape_f(#[ffi(unchecked)] wire: &Wire, block: &Block) {}",
    );
    assert!(text.contains("struct FFI_GUARD_PACKED { uint8_t tag; uint32_t len; }"), "{text}");
    assert!(text.contains("struct FFI_GUARD_ALIGNED(16) {"), "{text}");
    assert!(text.contains("#define FFI_GUARD_PACKED"), "{text}");
    let failure =
        taking("#[repr(C, packed(2))] pub struct A { pub a: u8, pub b: u32 }", "&A").failure();
    assert!(failure.contains("`A` is `repr(packed(2))`"), "{failure}");
    let plain = header("#[ffi_export] pub fn shape_f() {}");
    assert!(!plain.contains("FFI_GUARD_PACKED") && !plain.contains("FFI_GUARD_ALIGNED"), "{plain}");
}

#[test]
fn fields_without_size() {
    let text = taking(
        "use std::marker::PhantomData; pub struct Marker;\n\
         #[repr(C)] pub struct A<'a> { data: *const u8, a: PhantomData<&'a str>, b: (), c: [u8; 0], d: Marker, \
         e: [[u32; 0]; 4], pub f: u32 }",
        "A<'static>",
    )
    .header();
    let text = crate::tree::squeezed(text.text());
    assert!(text.contains("typedef struct { const uint8_t *data; uint32_t f; } A;"), "{text}");
    let failure = taking("#[repr(C)] pub struct A { pub a: [u64; 0], pub b: u8 }", "&A").failure();
    assert!(failure.contains("the field `a` of `A`") && failure.contains("alignment"), "{failure}");
    let opaque = taking("#[repr(C)] pub struct A { _private: [u8; 0] }", "*mut A").header();
    assert!(opaque.text().contains("typedef struct A A;"), "{}", opaque.text());
}

#[test]
fn types_that_refer_to_themselves() {
    let text = header(
        "#[repr(C)] pub struct Node { pub next: *const Node, pub tree: *mut Tree, pub visit: Option<Visit> }\n\
         #[repr(C)] pub struct Tree { pub root: *mut Node, pub leaf: Leaf }\n\
         #[repr(C)] pub union Leaf { pub other: *const Self, pub by: extern \"C\" fn(Tree) -> *mut Node }\n\
         pub type Visit = unsafe extern \"C\" fn(node: &Node);\n\
         #[ffi_export] pub fn shape_f(#[ffi(unchecked)] node: &Node) {}",
    );
    for expected in
        ["struct shape_node;", "struct shape_tree;", "union shape_leaf;", "} shape_node;"]
    {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

#[test]
fn what_has_no_layout_in_c_is_refused_by_value() {
    for (ty, expected) in [
        ("u128", "no counterpart in portable C"),
        ("(u8, u32)", "is a tuple"),
        ("Vec<u8>", "has no layout that C knows"),
        ("Option<u32>", "has no layout that C knows"),
        ("&'static str", "two words"),
        ("*const [u8]", "two words"),
        ("Box<dyn Send>", "two words"),
        ("&'static std::ffi::CStr", "two words"),
        ("fn(u8)", "calling convention of C"),
        ("Inner", "`Inner` has a layout that only Rust knows"),
        ("[Inner; 2]", "`Inner` has a layout that only Rust knows"),
        ("<u8 as Trait>::Out", "is an associated type"),
        ("Wrapper<Inner>", "`Inner` has a layout that only Rust knows"),
    ] {
        let inner = "pub struct Inner { pub x: u8 } #[repr(C)] pub struct Wrapper<T> { pub x: T }";
        let field = format!("{inner} #[repr(C)] pub struct A {{ pub field: {ty} }}");
        for parameter in ["A", "&A", "[A; 2]"] {
            let failure = taking(&field, parameter).failure();
            let is_array = parameter == "[A; 2]" && failure.contains("is an array");
            assert!(is_array || failure.contains(expected), "{ty}\n{failure}");
            assert!(failure.contains("src/lib.rs:"), "{failure}");
        }
        let failure = taking(inner, ty).failure();
        assert!(failure.contains(expected) || failure.contains("is an array"), "{ty}\n{failure}");
    }
}

#[test]
fn behind_a_pointer_a_type_may_be_opaque() {
    let header = taking("#[repr(C)] pub struct A { text: String, pub x: u8 }", "&A").header();
    assert!(header.text().contains("typedef struct A A;"), "{}", header.text());
    let notes = header.notes().join("\n");
    assert!(notes.contains("`A` is opaque in the header: the field `text` of `A`"), "{notes}");
    let by_value = taking("#[repr(C)] pub struct A { text: String, pub x: u8 }", "A").failure();
    assert!(by_value.contains("C cannot declare `shape_f`: the field `text`"), "{by_value}");
    let plain = taking("pub struct A { text: String }", "Box<A>").header();
    assert_eq!(plain.notes(), [""; 0]);
}

#[test]
fn an_array_is_not_passed_by_value() {
    for (ty, source) in [
        ("[u8; 4]", ""),
        ("Hash", "pub type Hash = [u8; 4];"),
        ("Hash", "#[repr(transparent)] pub struct Hash(pub [u8; 4]);"),
        ("Of<[u8; 4]>", "#[repr(transparent)] pub struct Of<T>(pub T);"),
        ("extern \"C\" fn([u8; 4])", ""),
    ] {
        let failure = taking(source, ty).failure();
        assert!(failure.contains("is an array, which C passes as a pointer"), "{failure}");
        taking(source, &format!("*const {}", ty.replace("extern \"C\" fn([u8; 4])", "u8")))
            .header();
    }
}

#[test]
fn work_is_bounded() {
    let constants: String =
        (1..60).map(|i| format!("const N{i}: usize = N{} + N{};\n", i - 1, i - 1)).collect();
    let doubled =
        format!("const N0: usize = 1;\n{constants}#[repr(C)] pub struct A {{ pub a: [u8; N59] }}");
    assert!(taking(&doubled, "&A").failure().contains("is not known to this program"));
    let growing = "#[repr(C)] pub struct G<T> { pub a: *const G<G<T>>, pub b: T }\n#[repr(C)] pub struct A { pub a: G<u8> }";
    assert!(taking(growing, "&A").failure().contains("error: "));
    let circle = "#[repr(transparent)] pub struct A(Option<A>);";
    assert!(taking(circle, "A").failure().contains("error: "));
    let macros =
        "macro_rules! m { () => { m!(); m!(); } } m!(); #[repr(C)] pub struct A { pub a: u8 }";
    taking(macros, "A").header();
    let globs: String = (0..12)
        .map(|i| {
            let others: String =
                (0..12).map(|other| format!("pub use crate::m{other}::*; ")).collect();
            format!("pub mod m{i} {{ {others} }}\n")
        })
        .collect();
    let source = format!("{globs} use m0::*; #[repr(C)] pub struct A {{ pub a: *const Unknown }}");
    assert!(taking(&source, "&A").failure().contains("need the type `Unknown`"));
}

#[test]
fn discriminants_are_evaluated() {
    let text = header(
        "const BASE: i32 = 4; pub mod bits { pub const HIGH: i32 = 1 << 6; }\n\
         #[repr(i32)] pub enum A { One = BASE + 1, Two, Three = -(bits::HIGH | 2), Four = 0x10, Five = -1 }\n\
         #[repr(u8)] pub enum B { Mask = 0xF0 & !0x10, All = !0 }\n\
         #[ffi_export(abort)] pub fn shape_f(a: A, b: B) {}",
    );
    assert!(text.contains("SHAPE_B_MASK = 224, SHAPE_B_ALL = 255,"), "{text}");
    for expected in ["ONE = 5,", "TWO,", "THREE = -66,", "FOUR = 16,", "FIVE = -1,"] {
        assert!(text.contains(&format!("SHAPE_A_{expected}")), "{expected}\n{text}");
    }
}
