//! A user's crate with every macro and feature, and the search for unguarded exports, which finds the crate root by other
//! means before Rust 1.88.
//!
//! `FFI_GUARD_TOOLCHAIN=1.85.0 cargo test -p ffi-guard-tests --test toolchains` builds them with another toolchain.
#![forbid(unsafe_code)]

use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::cargo::Output;
use ffi_guard_test_support::project::Project;

const CALL: &str = "ffi_guard::ffi_library! { prefix = \"tc\" }\n";
const EXPORT: &str = "#[unsafe(export_name = \"hidden\")]\npub extern \"C\" fn f() {}\n";

fn user(name: &str) -> Project {
    Project::new(&format!("toolchains_{name}"))
        .lib(&["cdylib", "staticlib"])
        .runtime_features(&["track-frames", "anyhow", "tracing"])
        .dependency("anyhow", "\"1.0\"")
        .file("src/lib.rs", include_str!("../toolchains/lib.rs"))
}

#[test]
fn every_macro_and_feature() {
    let project = user("user");
    let output = project.build().expect_success();
    assert!(output.warnings().is_empty(), "{output}");
    let artifacts = &output.artifacts;
    for (name, library) in [("shared", artifacts.cdylib()), ("static", artifacts.staticlib())] {
        let program =
            Program::new(&format!("toolchains_{name}")).unit("toolchains.c").link(library).build();
        let _ = program.process().run().expect_success();
    }
    let tested = project.cargo("test").expect_success();
    assert!(tested.stdout.contains("1 passed"), "{tested}");
}

/// Checks a crate of these files, which must be refused.
fn refused(name: &str, files: &[(&str, &str)]) -> Output {
    let project = Project::new(&format!("toolchains_{name}"));
    let project = files.iter().fold(project, |project, (path, text)| project.file(path, text));
    project.check().expect_failure()
}

fn expect_messages(output: &Output, expected: &[(&str, u32, &str)]) {
    let found = output.errors();
    assert_eq!(found.len(), expected.len(), "{output}");
    for &(file, line, message) in expected {
        let is_there =
            found.iter().any(|error| error.is_at(file, line) && error.message.starts_with(message));
        assert!(is_there, "{file}:{line}: {message}\n{output}");
    }
}

#[test]
fn a_second_library_and_one_in_a_module() {
    let root = format!("// é\r\n{CALL}{CALL}mod m;\nmod n {{\n{CALL}}}\n");
    let output = refused("placement", &[("src/lib.rs", &root), ("src/m.rs", CALL)]);
    let module = "`ffi_library!` stands in a module; move it to the root of the crate, src/lib.rs";
    expect_messages(
        &output,
        &[
            (
                "src/lib.rs",
                3,
                "a crate has one `ffi_library!`, and there is another at src/lib.rs:2:1",
            ),
            ("src/lib.rs", 6, module),
            ("src/m.rs", 1, module),
        ],
    );
}

/// The file of the call is not the root.
#[test]
fn exports_are_found_wherever_the_call_is() {
    let library_macro = format!("macro_rules! library {{ () => {{ {CALL} }} }}");
    let exported = format!("#[macro_export]\n{library_macro}");
    let cases = [
        ("included", "include!(\"other.rs\");", "src/other.rs", CALL),
        ("module", "#[macro_use] mod other;\nlibrary! {}", "src/other.rs", &library_macro),
        ("foreign", "toolchains_macro::library! {}", "macro/src/lib.rs", &exported),
    ];
    for (name, call, file, text) in cases {
        let output = Project::new(&format!("toolchains_{name}"))
            .file("src/lib.rs", &format!("{EXPORT}{call}\n"))
            .file(
                "macro/Cargo.toml",
                "[package]\nname = \"toolchains_macro\"\nedition = \"2021\"\n",
            )
            .file("macro/src/lib.rs", &exported)
            .file(file, text)
            .dependency("toolchains_macro", "{ path = \"macro\" }")
            .check()
            .expect_failure();
        let errors = output.errors();
        let [error] = &*errors else { panic!("{name}: {output}") };
        let expected = "unguarded export `hidden` at src/lib.rs:1:10\nhelp: put ";
        assert!(error.message.starts_with(expected), "{name}: {output}");
    }
}

/// A root with another extension, which cargo accepts.
#[test]
fn exports_are_found_in_a_root_with_another_extension() {
    let output = Project::new("toolchains_extension")
        .file("src/lib.inc", &format!("{EXPORT}{CALL}"))
        .manifest("[lib]\npath = \"src/lib.inc\"")
        .check()
        .expect_failure();
    expect_messages(
        &output,
        &[("src/lib.inc", 3, "unguarded export `hidden` at src/lib.inc:1:10")],
    );
}
