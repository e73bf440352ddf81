//! `impl` blocks and handles.

use crate::tree::{Tree, header, squeezed};

const COUNTER: &str = "/// Counts.\n\
    #[derive(FfiHandle)] pub struct TallyCounter { value: i32 }\n\
    #[ffi_export(fallback = -1)]\n\
    impl TallyCounter {\n\
        /// Makes one.\n\
        pub fn new(value: i32) -> Self { todo!() }\n\
        #[ffi_export(status)]\n\
        pub fn parse(text: &str) -> Result<Self, E> { todo!() }\n\
        pub fn value(&self) -> i32 { 0 }\n\
        pub fn add(&mut self, other: &Self) -> i32 { 0 }\n\
        pub fn finish(self) -> i32 { 0 }\n\
        #[ffi(skip)] pub fn skipped(&self) {}\n\
        fn private(&self) {}\n\
        #[cfg(test)] pub fn tested(&self, absent: Absent) {}\n\
    }\n";

#[test]
fn each_public_function_under_the_name_of_its_type() {
    let header = header(&format!("{COUNTER}#[ffi_export] pub fn shape_last() {{}}"));
    let functions = [
        "/** * Makes one. * * @return owned pointer: free with shape_tally_counter_free; NULL on failure */",
        "shape_tally_counter *shape_tally_counter_new(int32_t value);",
        "int32_t shape_tally_counter_parse(const char *text, shape_tally_counter **out);",
        "int32_t shape_tally_counter_value(const shape_tally_counter *tally_counter);",
        "int32_t shape_tally_counter_add(shape_tally_counter *tally_counter, const shape_tally_counter *other);",
        "int32_t shape_tally_counter_finish(shape_tally_counter *tally_counter);",
        "void shape_tally_counter_free(shape_tally_counter *tally_counter);",
        "void shape_last(void);",
    ];
    let mut behind = 0;
    for function in functions {
        let at = header[behind..].find(function);
        behind += at.unwrap_or_else(|| panic!("{function}\n{header}"));
        assert_eq!(header.matches(function).count(), 1, "{function}\n{header}");
    }
    for absent in ["counter_skipped", "counter_private", "counter_tested", " parse(", "is_poisoned"]
    {
        assert!(!header.contains(absent), "{absent}\n{header}");
    }
    assert!(
        header.contains("/** * Counts. */ typedef struct shape_tally_counter shape_tally_counter;")
    );
}

#[test]
fn what_the_derive_is_told() {
    let header = header(
        "#[derive(Debug, ffi_guard::FfiHandle)] #[ffi(name = \"pot\", poison)] pub struct Kettle(u8);\n\
         #[derive(FfiHandle)] #[ffi(owner = arc)] pub struct Shared(u8);\n\
         #[ffi_export] pub fn shape_boil(kettle: &mut Kettle, shared: &Shared) {}",
    );
    for expected in [
        "void shape_boil(shape_pot *kettle, const shape_shared *shared);",
        "void shape_pot_free(shape_pot *pot);",
        "bool shape_pot_is_poisoned(const shape_pot *pot);",
        "void shape_pot_clear_poison(shape_pot *pot);",
        "void shape_shared_free(const shape_shared *shared);",
        "const shape_shared *shape_shared_share(const shape_shared *shared);",
        "/** * Frees the object. NULL is a no-op. * * @param pot owned, may be NULL */ void shape_pot_free(",
        "* @param pot borrowed * @return true on failure */ bool shape_pot_is_poisoned(",
        "* @param shared owned reference, may be NULL */ void shape_shared_free(",
        "* @param shared borrowed * @return owned reference: free with shape_shared_free; NULL on failure */ \
         const shape_shared *shape_shared_share(",
    ] {
        assert!(header.contains(expected), "{expected}\n{header}");
    }
}

/// The documentation has the name of the parameter in C, as the declaration does.
#[test]
fn a_handle_whose_name_is_a_word_of_cpp() {
    let header = header("#[derive(FfiHandle)] pub struct Template(u8);");
    let expected = "@param template_ owned, may be NULL */ void shape_template_free(shape_template *template_);";
    assert!(header.contains(expected), "{header}");
}

#[test]
fn a_handle_is_opaque_whatever_its_layout() {
    let source = "#[derive(FfiHandle)] #[repr(C)] pub struct Open { remote: Remote, pub x: u8 }\n\
                  #[ffi_export] pub fn shape_look(open: &Open) {}";
    let c = header(source);
    assert!(
        c.contains("typedef struct shape_open shape_open;") && !c.contains("uint8_t x;"),
        "{c}"
    );
    assert!(c.contains("void shape_look(const shape_open *open);"), "{c}");
    let tree = Tree::library(source);
    tree.write("cbindgen.toml", "language = \"C++\"\n");
    let cpp = squeezed(tree.header().text());
    assert!(cpp.contains("struct Open;") && !cpp.contains("uint8_t x;"), "{cpp}");
}

#[test]
fn conditions_of_the_block_and_of_the_function() {
    let tree = Tree::library(
        "#[cfg(unix)] mod counter { #[derive(FfiHandle)] pub struct Counter;\n\
         #[cfg(feature = \"a\")] #[ffi_export] impl Counter {\n\
             pub fn one(&self) {} #[cfg(feature = \"b\")] pub fn two(&self) {} } }",
    );
    tree.write(
        "cbindgen.toml",
        "language = \"C\"\n[defines]\n\"unix\" = \"UNIX\"\n\"feature = a\" = \"A\"\n\"feature = b\" = \"B\"\n",
    );
    let header = squeezed(tree.header().text());
    for (condition, function) in [
        ("#if (defined(UNIX) && defined(A)) ", "shape_counter_one("),
        ("#if (defined(UNIX) && defined(A) && defined(B)) ", "shape_counter_two("),
        ("#if (defined(UNIX) && defined(A)) ", "shape_counter_free("),
    ] {
        let at = header.find(function).unwrap_or_else(|| panic!("{function}\n{header}"));
        let begin = header[..at].rfind("#if (").expect("a condition");
        assert!(header[begin..].starts_with(condition), "{function}\n{header}");
        assert!(!header[begin..at].contains("#endif"), "{function}\n{header}");
    }
}

#[test]
fn what_cannot_be_read() {
    let tree = Tree::new(&[("src/lib.rs", COUNTER)]);
    let failure = tree.failure();
    assert!(
        failure.contains("have the prefix of the library") && failure.contains("src/lib.rs:6:8"),
        "{failure}"
    );
    let refused = Tree::library("#[derive(FfiHandle)] pub struct Of<T>(T);").failure();
    assert!(
        refused.contains("cannot be generic") && refused.contains("src/lib.rs:2:"),
        "{refused}"
    );
    let refused =
        Tree::library("struct A; #[ffi_export] impl A { pub fn f(a: Vec<u8>) {} }").failure();
    assert!(refused.contains("take `&[T]`") && refused.contains("src/lib.rs:2:"), "{refused}");
    let made = Tree::library(
        "macro_rules! m { () => { #[ffi_guard::ffi_export] impl A { pub fn f() {} } } }\nm!();",
    )
    .header();
    assert!(
        made.notes().concat().contains("functions of this block are not in the header"),
        "{:?}",
        made.notes()
    );
}
