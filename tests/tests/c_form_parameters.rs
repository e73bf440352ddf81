//! Tests when and where a parameter of the C form gets the warning that only the Rust form checks its values. Its
//! wording, and the types that cause it, are in `ui/types/c_form_parameters.rs`.
#![forbid(unsafe_code)]

use ffi_guard_test_support::project::Project;

const LEVEL: &str = "#[derive(ffi_guard::FfiType)] #[repr(u8)] pub enum Level { Low = 1 }\n";

/// A library with a macro that exports a function.
fn library_with_a_macro() -> Project {
    let export = "#[macro_export] macro_rules! export { ($name:ident, $ty:ty) => {\n\
                  #[ffi_guard::ffi_export] #[unsafe(no_mangle)] pub extern \"C\" fn $name(_: $ty, _: $crate::Level) {}\n\
                  } }\n";
    let source = format!("pub use ffi_guard;\n{LEVEL}{export}");
    Project::new("c_form_parameters_macro").lib(&["rlib"]).file("src/lib.rs", &source)
}

/// Returns the position of each warning as a terminal shows it: `src/lib.rs:LINE:COLUMN`.
fn warnings(project: &Project) -> Vec<String> {
    let output = project.check().expect_success();
    let warnings = output.warnings();
    for warning in &warnings {
        assert_eq!(warning.code.as_deref(), Some("deprecated"), "{output}");
        assert!(warning.message.contains("only the Rust form checks"), "{output}");
    }
    let place = |text: &str| {
        text.lines().find_map(|line| line.trim().strip_prefix("--> ").map(str::to_owned))
    };
    warnings.iter().filter_map(|warning| place(&warning.rendered)).collect()
}

fn project(name: &str, functions: &[&str]) -> Project {
    let source =
        format!("ffi_guard::ffi_library! {{ prefix = \"w\" }}\n{LEVEL}{}\n", functions.join("\n"));
    Project::new(&format!("c_form_parameters_{name}")).lib(&["cdylib"]).file("src/lib.rs", &source)
}

/// Returns the position of `part` in the first function.
fn place_of(part: &str, function: &str) -> String {
    format!("src/lib.rs:3:{}", function.find(part).expect("a part") + 1)
}

#[test]
fn a_safe_function_warns_at_the_type() {
    let safe =
        "#[ffi_guard::ffi_export] #[unsafe(no_mangle)] pub extern \"C\" fn w_safe(_: &Level) {}";
    assert_eq!(warnings(&project("safe", &[safe])), [place_of("Level", safe)]);
}

#[test]
fn what_silences_it() {
    let silent = [
        "#[ffi_guard::ffi_export] #[unsafe(no_mangle)] pub unsafe extern \"C\" fn w_unsafe(_: Level) {}",
        "#[ffi_guard::ffi_export] #[unsafe(no_mangle)] #[allow(deprecated)] pub extern \"C\" fn w_allowed(_: Level) {}",
        "#[ffi_guard::ffi_export] #[unsafe(no_mangle)] #[expect(deprecated)] pub extern \"C\" fn w_expected(_: Level) {}",
        "#[ffi_guard::ffi_export] #[unsafe(no_mangle)] pub extern \"C\" fn w_one(#[allow(deprecated)] _: Level) {}",
        "#[ffi_guard::ffi_export] pub fn w_rust_form(_: Level) {}",
    ];
    assert_eq!(warnings(&project("silent", &silent)), [""; 0]);
}

/// A type written in the macro call is underlined itself; a type written in the macro's definition is reported at the
/// call.
#[test]
fn macros_of_other_crates_warn_at_their_call() {
    let library = library_with_a_macro();
    let call = "c_form_parameters_macro::export!(w_made, Level);";
    // Writes the library's files.
    let _ = library.check().expect_success();
    let path = format!("{{ path = {:?} }}", library.dir());
    let project = project("caller", &[call]).dependency("c_form_parameters_macro", &path);
    assert_eq!(warnings(&project), [place_of("Level", call), place_of(call, call)]);
}
