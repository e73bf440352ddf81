//! Checks that lower-case names at the crate root do not capture a pattern in an expansion.
#![forbid(unsafe_code)]

use ffi_guard_test_support::project::Project;

/// Names that an expansion might use for a parameter, a local or a function.
const NAMES: &str = "handle value out text vec buffer function data size number payload caught refused error failed
    result name argument arguments args length slot checked place state poison invalid call closure body pointer item
    element record symbol symbols prefix shim list string bytes code status message fallback file line index count
    object owner token thing shared quick free is_poisoned clear_poison string_free vec_u8_free at_load last_error
    last_error_message last_error_backtrace clear_last_error set_error_callback install guarded recover freed valid
    a b c d e f g h i j k l m n o p q r s t u v w x y z";

/// A library with every kind of expansion. Its own parameters are not named like these.
const LIBRARY: &str = include_str!("../editions/lower_case.rs");

fn with_each(name: &str, declaration: &str) {
    let declared: String =
        NAMES.split_whitespace().map(|name| declaration.replace("NAME", name) + "\n").collect();
    let project = Project::new(&format!("lower_case_{name}"))
        .lib(&["cdylib"])
        .file("src/lib.rs", &(LIBRARY.to_owned() + &declared));
    let output = project.check().expect_success();
    assert!(output.warnings().is_empty(), "{output}");
}

#[test]
fn statics() {
    with_each("statics", "static NAME: Declared = Declared;");
}

#[test]
fn constants() {
    with_each("constants", "const NAME: Declared = Declared;");
}

#[test]
fn unit_structs() {
    with_each("unit_structs", "struct NAME;");
}
