//! Items that cannot be declared are reported with their position.

use crate::tree::{Tree, header};

/// Checks that the error contains these parts and a position in the second line, which contains the whole source.
fn fails(source: &str, parts: &[&str]) {
    let failure = Tree::library(source).failure();
    for part in parts.iter().chain(&["src/lib.rs:2:", "= help: "]) {
        assert!(failure.contains(part), "{part}\n{failure}");
    }
}

#[test]
fn a_type_from_elsewhere() {
    let missing = ["need the type `Remote` for `shape_f`", "does not define it", "parse_deps"];
    fails("#[ffi_export] pub fn shape_f(a: &remote::Remote) {}", &missing);
    fails("#[ffi_export] pub fn shape_f(a: extern \"C\" fn(*const Remote)) {}", &missing);
    fails(
        "#[ffi_export] pub fn shape_f() -> Box<Remote> { todo!() } use remote::Remote;",
        &missing,
    );
    fails(
        "#[ffi_export] pub fn shape_f(a: Here) {} #[repr(C)] pub struct Here { remote: Remote }",
        &missing,
    );
    fails("#[ffi_export] pub fn shape_f(a: Here) {} pub type Here = *const Remote;", &missing);
}

#[test]
fn a_type_from_elsewhere_in_the_c_form() {
    let source =
        "#[ffi_export] #[unsafe(no_mangle)] pub extern \"C\" fn shape_f(a: Option<&Remote>) {}";
    fails(source, &["need the type `Remote` for `shape_f`"]);
    let source = "pub struct A; impl A { #[unsafe(no_mangle)] pub extern \"C\" fn shape_f() -> *mut Remote { todo!() } }";
    fails(source, &["need the type `Remote` for `shape_f`"]);
    let tree = Tree::library(source);
    tree.write("cbindgen.toml", "language = \"C\"\nincludes = [\"remote.h\"]\n");
    assert!(tree.header().text().contains("Remote *shape_f(void);"));
}

#[test]
fn types_of_std_are_opaque() {
    let tree = Tree::library("#[ffi_export] pub fn shape_f(a: Box<Vec<u8>>, b: Box<String>) {}");
    let header = tree.header();
    for expected in ["Vec_u8 *a", "String *b", "typedef struct Vec_u8 Vec_u8;"] {
        assert!(header.text().contains(expected), "{expected}\n{}", header.text());
    }
}

#[test]
fn a_type_from_elsewhere_that_the_settings_name() {
    let tree = Tree::library("#[ffi_export] pub fn shape_f(a: &remote::Remote) {}");
    tree.write("cbindgen.toml", "language = \"C\"\n[export.rename]\nRemote = \"struct remote\"\n");
    assert!(tree.header().text().contains("void shape_f(const struct remote *a);"));
    tree.write(
        "cbindgen.toml",
        "language = \"C\"\nafter_includes = \"typedef struct Remote Remote;\"\n",
    );
    assert!(tree.header().text().contains("void shape_f(const Remote *a);"));
}

#[test]
fn what_the_attribute_would_refuse() {
    fails("#[ffi_export] pub fn shape_f(a: String) {}", &["`String` has no C ABI; take `&str`"]);
    fails(
        "#[ffi_export(fallback)] pub fn shape_f(a: String) {}",
        &["`fallback` needs a value", "(and 1 more)"],
    );
    let tree = Tree::new(&[("src/lib.rs", "\nffi_guard::ffi_library! { prefix = \"1\" }")]);
    let failure = tree.failure();
    assert!(
        failure.contains("src/lib.rs:2:") && failure.contains("the prefix begins"),
        "{failure}"
    );
}

#[test]
fn what_is_no_rust() {
    fails("pub fn shape_f( {}", &[]);
    let failure = Tree::library("mod absent;").failure();
    assert!(failure.contains("src/lib.rs:2:") && failure.contains("absent.rs"), "{failure}");
}

#[test]
fn what_c_cannot_declare() {
    fails(
        "#[ffi_export] pub fn shape_f(#[ffi(unchecked)] a: (u8, u8)) {}",
        &["C cannot declare `shape_f`: `(u8, u8)` is a tuple"],
    );
}

#[test]
fn what_only_a_macro_knows_is_noted() {
    let tree = Tree::library(
        "macro_rules! make { ($name:ident) => { #[ffi_guard::ffi_export] pub fn $name() {} } }\nmake!(shape_made);\n\
         #[ffi_export(name = \"shape.dotted\")] pub fn dotted() {}",
    );
    let header = tree.header();
    let notes = header.notes().join("\n");
    assert!(
        notes.contains("src/lib.rs:3:7: `shape_made`") && notes.contains("macro `make`"),
        "{notes}"
    );
    assert!(notes.contains("`shape.dotted`") && notes.contains("no name in C"), "{notes}");
    assert!(!header.text().contains("dotted"), "{}", header.text());
}

#[test]
fn a_type_from_elsewhere_with_a_local_namesake() {
    let failure = |source: &str| {
        let tree = Tree::library(source);
        let manifest = std::fs::read_to_string(tree.path("Cargo.toml")).expect("a manifest");
        tree.write(
            "Cargo.toml",
            &format!("{manifest}[dependencies]\nthe-dep = {{ path = \"dep\" }}\n"),
        );
        tree.write("dep/Cargo.toml", "[package]\nname = \"the-dep\"\nversion = \"0.0.0\"\n");
        tree.write("dep/src/lib.rs", "");
        tree.failure()
    };
    for source in [
        "mod inner { #[repr(C)] pub struct Pos(u8); } #[ffi_export] pub fn shape_f(a: the_dep::Pos) {}",
        "mod inner { #[repr(C)] pub struct Pos(u8); } #[repr(C)] pub struct At { pos: the_dep::Pos }\n\
         #[ffi_export] pub fn shape_f(a: At) {}",
    ] {
        let failure = failure(source);
        assert!(failure.contains("need the type `the_dep::Pos` for `shape_f`"), "{failure}");
    }
    header(
        "mod the_dep { #[repr(C)] pub struct Pos(u8); } #[ffi_export] pub fn shape_f(a: the_dep::Pos) {}",
    );
}

#[test]
fn two_types_of_one_name() {
    let two = |first: &str, second: &str, parameters: &str| {
        Tree::library(&format!(
            "{first} mod one {{ #[repr(C)] pub struct Pt {{ pub x: u8 }} }}\n\
             {second} mod two {{ #[repr(C)] pub struct Pt {{ pub x: f64 }} }}\n\
             #[ffi_export] pub fn shape_f({parameters}) {{}}\n"
        ))
    };
    let all = all_of_this_host();
    for (first, second) in [("", ""), (all, ""), (all, all)] {
        let failure = two(first, second, "a: one::Pt, b: two::Pt").failure();
        for part in ["two types are named `Pt`", "lib.rs:2:", "lib.rs:3:", "rename one"] {
            assert!(failure.contains(part), "{part}\n{failure}");
        }
    }
    for (first, second) in [("", ""), (all, all), ("#[cfg(not(all()))]", ""), ("#[cfg(test)]", "")]
    {
        let header = two(first, second, "a: two::Pt").header();
        assert!(header.text().contains("double x;"), "{}", header.text());
    }
    Tree::library(
        "mod one { pub struct Pt; } fn body() { struct Here; } pub struct Here;\n\
         mod two { pub struct Pt; } #[ffi_export] pub fn shape_f(a: &Here) {}\n",
    )
    .header();
}

/// A condition that holds where the tests run.
fn all_of_this_host() -> &'static str {
    if cfg!(unix) { "#[cfg(unix)]" } else { "#[cfg(windows)]" }
}

#[test]
fn handles_of_tests_are_none() {
    let handle = "#[derive(FfiHandle)] pub struct Probe;";
    let tree = Tree::library(&format!(
        "#[cfg(test)] mod tests {{ {handle} }}\n#[cfg(test)] {handle}\n#[cfg(test)] mod probes;\n\
         mod deep {{ #[cfg(all(test, unix))] mod tests; }}"
    ));
    tree.write("src/probes.rs", handle);
    tree.write("src/deep/tests.rs", handle);
    let header = tree.header();
    assert!(!header.text().contains("probe"), "{}", header.text());
}

#[test]
fn a_handle_under_a_condition() {
    let text = header(
        "#[cfg_attr(all(), derive(FfiHandle))] pub struct Some;\n\
         #[cfg_attr(test, derive(FfiHandle))] pub struct Probe;",
    );
    assert!(text.contains("void shape_some_free(") && !text.contains("probe"), "{text}");
}

#[test]
fn what_has_no_place_shows_none() {
    let tree = Tree::library("#[derive(FfiHandle)] pub struct Probe;");
    tree.write("cbindgen.toml", "language = \"C\"\n[export]\nexclude = [\"Probe\"]\n");
    let failure = tree.failure();
    assert!(failure.contains("error: ") && !failure.contains("-->"), "{failure}");
}

#[test]
fn another_abi_is_noted() {
    let tree = Tree::library(
        "#[ffi_export(abi = \"system\")] pub fn shape_system() {}\n\
         #[ffi_export(abi = \"win64\")] pub fn shape_win() {}\n\
         #[ffi_export(abi = \"C\")] pub fn shape_c() {}",
    );
    let header = tree.header();
    let [system, win] = header.notes() else { panic!("{:?}", header.notes()) };
    assert!(system.contains("src/lib.rs:2:") && system.contains("leave `abi` out"), "{system}");
    assert!(
        win.contains("src/lib.rs:3:") && win.contains("`shape_win` is not in the header"),
        "{win}"
    );
    let text = header.text();
    assert!(text.contains("void shape_c(void);"), "{text}");
    assert!(!text.contains("shape_system") && !text.contains("shape_win"), "{text}");
}

#[test]
fn a_package_without_a_library() {
    let tree = Tree::new(&[("src/main.rs", "fn main() {}")]);
    tree.write(
        "Cargo.toml",
        "[package]\nname = \"shape\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
    );
    assert!(tree.failure().contains("the package `shape` has no library"));
}

#[test]
fn a_method_with_the_name_of_a_function_of_the_handle() {
    let of_type = |attribute: &str, method: &str| {
        let source = format!(
            "#[derive(FfiHandle)] {attribute} pub struct Tally; #[ffi_export] impl Tally {{ pub fn {method}(&self) {{}} }}"
        );
        let symbol = format!("`shape_tally_{method}` is exported twice, here and by `ffi_guard`");
        fails(&source, &[&symbol, "give the function another name"]);
    };
    of_type("#[ffi(owner = arc)]", "share");
    of_type("", "free");
    let source = "#[ffi_export] pub fn shape_last_error() {}";
    fails(source, &["`shape_last_error` is exported twice, here and by `ffi_guard`"]);
}
