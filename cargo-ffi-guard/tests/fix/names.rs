//! The name under which the attribute is written, and the dependencies that the package still needs.

use crate::tree::{Tree, summary};

const BARE: &str = "#[no_mangle]\nextern \"C\" fn f() {}\n";

/// Returns the first line after the fix, and the summary.
fn fixed(dependencies: &str, before: &str) -> (String, String) {
    let tree = Tree::package(dependencies, &format!("{before}{BARE}"));
    let said = summary(&tree.fix());
    let text = tree.read("src/lib.rs");
    let line = text.strip_prefix(before).and_then(|text| text.lines().next()).map(str::to_owned);
    (line.unwrap_or(text), said)
}

#[test]
fn an_import_is_used() {
    let runtime = "ffi-guard-runtime = \"0.1\"\n";
    for (import, attribute) in [
        ("", "#[ffi_guard::ffi_export]"),
        ("use ffi_guard::ffi_export;\n", "#[ffi_export]"),
        ("use ffi_guard::{Error, ffi_export as guard};\n", "#[guard]"),
        ("mod a { use ffi_guard::ffi_export; }\n", "#[ffi_guard::ffi_export]"),
        ("use safer_ffi::ffi_export;\n", "#[ffi_guard::ffi_export]"),
    ] {
        assert_eq!(fixed(runtime, import).0, attribute, "{import}");
    }
}

#[test]
fn a_renamed_dependency_is_named_and_told() {
    let renamed = "my-guard = { package = \"ffi-guard-runtime\", version = \"0.1\" }\n";
    let (line, said) = fixed(renamed, "");
    assert_eq!(line, "#[my_guard::ffi_export(crate = ::my_guard)]");
    assert!(
        said.contains("my_guard::ffi_library! { prefix = \"sample\", crate = my_guard }"),
        "{said}"
    );
    assert!(!said.contains("cargo add"), "{said}");
    let (line, _) = fixed(renamed, "use my_guard::ffi_export;\n");
    assert_eq!(line, "#[ffi_export(crate = ::my_guard)]");
}

#[test]
fn what_the_package_lacks_is_said() {
    let (_, said) = fixed("", "");
    assert!(said.contains("next:\n  cargo add ffi-guard-runtime --package sample\n"), "{said}");
    assert!(
        said.contains("ffi_guard::ffi_library! { prefix = \"sample\" } in src/lib.rs"),
        "{said}"
    );
    let (_, said) =
        fixed("ffi-guard-runtime = \"0.1\"\n", "ffi_guard::ffi_library! { prefix = \"s\" }\n");
    assert!(!said.contains("next:"), "{said}");
}

#[test]
fn exports_that_the_library_would_refuse_are_counted() {
    let text = "#[no_mangle]\npub static A: u8 = 1;\n#[no_mangle]\nextern \"C\" fn g() { let _ = std::panic::catch_unwind(|| ()); }\n";
    let (_, said) = fixed("ffi-guard-runtime = \"0.1\"\n", text);
    assert!(said.contains("statics then need --unguarded-statics (1)"), "{said}");
    assert!(said.contains("guards written by hand then need --replace-guards (1)"), "{said}");
}
