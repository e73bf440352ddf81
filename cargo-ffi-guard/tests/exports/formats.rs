//! The list of one library in each format, for each target that is installed.

use crate::support::{exports, is_installed, library, run};
use ffi_guard_test_support::skip;
use std::path::Path;

/// Without `ffi_library!`, so that a hand-written export compiles.
const SOURCE: &str = r#"
    #[ffi_guard::ffi_export(fallback = 0)]
    pub fn shape_area(a: u32) -> u32 { a }

    #[ffi_guard::ffi_export(fallback = 0, name = "global", abi = "system")]
    pub fn odd(a: u32) -> u32 { a }

    #[ffi_guard::unguarded(reason = "a constant")]
    #[unsafe(no_mangle)]
    pub static SHAPE_SIDES: u32 = 4;

    #[unsafe(no_mangle)]
    pub extern "C" fn shape_by_hand() -> u32 { 4 }

    #[unsafe(no_mangle)]
    pub static SHAPE_BY_HAND: u32 = 4;
"#;

const SCRIPT: &str = "{\n    global:\n        SHAPE_BY_HAND;\n        SHAPE_SIDES;\n        \"global\";\n        \
                      shape_area;\n        shape_by_hand;\n    local:\n        *;\n};\n";
const DEFINITIONS: &str = "EXPORTS\n    SHAPE_BY_HAND DATA\n    SHAPE_SIDES DATA\n    \"global\"\n    \
                           shape_area\n    shape_by_hand\n";
const LIST: &str = "_SHAPE_BY_HAND\n_SHAPE_SIDES\n_global\n_shape_area\n_shape_by_hand\n";
const SYMBOLS: &str = "SHAPE_BY_HAND\nSHAPE_SIDES\nglobal\nshape_area\nshape_by_hand\n";

/// Expects the list of the linker for a library, in this format alone.
#[track_caller]
fn expect_list(library: &Path, format: &str, text: &str) {
    assert_eq!(exports(library, &[]), text, "{format}");
    assert_eq!(exports(library, &["--format", format]), text, "{format}");
    let symbols = if text == LIST { LIST } else { SYMBOLS };
    assert_eq!(exports(library, &["--format", "symbols"]), symbols, "{format}");
    let other = if format == "def" { "macos-list" } else { "def" };
    let outcome =
        run(["exports".as_ref(), library.as_os_str(), "--format".as_ref(), other.as_ref()]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains(&format!("pass --format {format}")), "{outcome}");
}

#[test]
fn the_host_has_the_list_of_its_linker() {
    expect_list(&library("exports_host", SOURCE, None), "version-script", SCRIPT);
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn each_target_has_the_list_of_its_linker() {
    for (target, format, text) in [
        ("i686-unknown-linux-gnu", "version-script", SCRIPT),
        ("s390x-unknown-linux-gnu", "version-script", SCRIPT),
        ("x86_64-pc-windows-gnu", "def", DEFINITIONS),
        ("x86_64-pc-windows-msvc", "def", DEFINITIONS),
        ("aarch64-apple-darwin", "macos-list", LIST),
    ] {
        if is_installed(target) {
            let name = format!("exports_{}", target.replace('-', "_"));
            expect_list(&library(&name, SOURCE, Some(target)), format, text);
        } else {
            skip::announce(&format!("the exports for {target}"), "the target is not installed");
        }
    }
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn functions_of_32_bit_windows_have_the_size_of_their_arguments() {
    let target = "i686-pc-windows-gnu";
    if !is_installed(target) {
        return skip::announce("the exports for i686 Windows", "the target is not installed");
    }
    let library = library("exports_stdcall", SOURCE, Some(target));
    let text = DEFINITIONS.replace("\"global\"", "\"global@4\"");
    assert_eq!(exports(&library, &[]), text);
}

#[test]
fn symbols_without_a_description_are_named() {
    let library = library("exports_by_hand", SOURCE, None);
    let outcome = run(["exports".as_ref(), library.as_os_str()]);
    let note = "note: listed without a description, as they are exported by hand: SHAPE_BY_HAND, shape_by_hand\n";
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), note), "{outcome}");
}
