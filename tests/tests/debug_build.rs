//! Counts the functions that a debug build compiles for an export.
#![forbid(unsafe_code)]
#![cfg(target_os = "linux")]

use ffi_guard_test_support::project::Project;
use object::{Object, ObjectSymbol, SymbolKind};
use std::fs;

/// The functions of one export: the author's own, and the generated ones with unique names.
const OF_AN_EXPORT: [(&str, &str, usize); 2] = [
    (
        "C form",
        "#[ffi_guard::ffi_export(fallback = -1)] #[unsafe(no_mangle)] \
         pub extern \"C\" fn NAME(a: i32, b: i32) -> i32 { a / b }",
        3,
    ),
    (
        "Rust form",
        "#[ffi_guard::ffi_export(fallback = -1)] pub fn NAME(a: i32, b: i32) -> i32 { a / b }",
        4,
    ),
];

/// Returns the number of functions in a debug build with `exports` exports of the same signature.
fn functions(name: &str, export: &str, exports: usize) -> usize {
    let source: String =
        (0..exports).map(|i| export.replace("NAME", &format!("export_{i}")) + "\n").collect();
    let project = Project::new(&format!("debug_build_{name}_{exports}"))
        .lib(&["cdylib"])
        .file("src/lib.rs", &source);
    let output = project.build().expect_success();
    let data = fs::read(output.artifacts.cdylib()).expect("the library can be read");
    let file = object::File::parse(&*data).expect("the library can be parsed");
    file.symbols()
        .filter(|symbol| symbol.kind() == SymbolKind::Text && symbol.is_definition())
        .count()
}

/// With a closure instead of a function pointer, the whole catch would be compiled for each export: nine functions.
#[test]
fn the_catch_is_compiled_once_a_signature() {
    for (form, export, expected) in OF_AN_EXPORT {
        let name = form.replace(' ', "_").to_lowercase();
        let (few, many) = (functions(&name, export, 2), functions(&name, export, 12));
        assert_eq!(
            many - few,
            10 * expected,
            "{form}: {few} functions with 2 exports, {many} with 12"
        );
    }
}
