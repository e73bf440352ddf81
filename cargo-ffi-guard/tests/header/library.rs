//! The arguments `errors` and `error_names` of `ffi_library!`.

use crate::tree::Tree;

fn header(arguments: &str, source: &str) -> String {
    let root = format!("ffi_guard::ffi_library! {{ prefix = \"shape\", {arguments} }}\n{source}");
    let header = Tree::new(&[("src/lib.rs", &root)]).header();
    assert_eq!(header.notes(), [""; 0]);
    header.text().to_owned()
}

#[test]
fn error_functions_under_their_own_names() {
    let names = "error_names(last_error = \"shape_failure\", clear_last_error = \"forget\")";
    let text = header(names, "#[ffi_export] pub fn shape_area(side: f64) -> f64 { 0.0 }");
    for function in [
        "int32_t shape_failure(ffi_guard_error *out);",
        "void forget(void);",
        "shape_last_error_message(void);",
    ] {
        assert!(text.contains(function), "{function}\n{text}");
    }
    assert!(text.contains("the strings that shape_failure returns"), "{text}");
    assert!(text.contains("shape_failure describes the failure"), "{text}");
    let declared =
        text.split_once("FFI_GUARD_ERROR_DEFINED */").map_or("", |(_, declared)| declared);
    for absent in ["shape_last_error(", "shape_clear_last_error", "PREFIX"] {
        assert!(!declared.contains(absent), "{absent}\n{declared}");
    }
}

#[test]
fn no_error_functions() {
    let text = header(
        "errors = \"none\"",
        "#[ffi_export] pub fn shape_area(side: f64) -> f64 { 0.0 }\n#[ffi_export] pub fn shape_draw() {}",
    );
    assert!(text.contains("double shape_area(double side);"), "{text}");
    assert!(!text.contains("_error"), "{text}");
}

/// A status contains a kind of `ffi_guard.h`, which C compares it with.
#[test]
fn the_kinds_of_a_status_without_error_functions() {
    let source =
        "#[ffi_export(status)] pub fn shape_parse(text: &str) -> Result<f64, String> { todo!() }";
    let text = header("errors = \"none\"", source);
    assert!(text.contains("#define FFI_GUARD_INVALID_ARGUMENT 2"), "{text}");
    assert!(!text.contains("shape_last_error"), "{text}");
}
