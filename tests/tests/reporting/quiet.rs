//! `quiet = true`, and what overrides it. The library `brittle` is not quiet, `silent` is.

use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::fixture;
use ffi_guard_test_support::project::Project;

const MESSAGE: &str = "\n7 is odd\n";

/// Checks how often standard error contains the panic message after ten failures in the library.
#[track_caller]
fn messages_of(library: &str, quiet_variable: Option<&str>) -> usize {
    let program = Program::new("unload.c").unit("unload.c").build();
    let path = fixture::build(library).cdylib().to_owned();
    let mut process = program.process().arg(path).args([library, "on_main"]);
    if let Some(value) = quiet_variable {
        process = process.env("FFI_GUARD_QUIET", value);
    }
    let outcome = process.run().expect_success();
    let count = outcome.stderr.matches(MESSAGE).count();
    assert_eq!(outcome.stderr.is_empty(), count == 0, "{outcome}");
    count
}

#[test]
fn a_quiet_library_prints_nothing() {
    assert_eq!(messages_of("silent", None), 0);
}

#[test]
fn the_variable_lifts_it() {
    assert_eq!(messages_of("silent", Some("0")), 10);
    for value in ["1", "", "yes"] {
        assert_eq!(messages_of("silent", Some(value)), 0, "{value:?}");
    }
}

#[test]
fn a_library_that_did_not_ask_for_it_stays_loud() {
    assert_eq!(messages_of("brittle", None), 10);
    assert_eq!(messages_of("brittle", Some("1")), 10);
}

const QUIET: &str = "ffi_guard::ffi_library! { prefix = \"quiet\", quiet = true }
#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern \"C\" fn quiet_fail() -> i32 { panic!(\"the message\") }
";

/// Tests of the library itself must still print the reason of a failure.
#[test]
fn the_librarys_own_tests_keep_their_messages() {
    let test = "#[test]\nfn fails() { assert_eq!(quiet_fail(), -1); panic!(\"the reason\"); }\n";
    let project = Project::new("reporting_quiet_tests")
        .file("src/lib.rs", &format!("{QUIET}{test}"))
        .cargo_args(&["--lib"]);
    let output = project.cargo("test").expect_failure();
    for text in ["the message", "the reason", "1 failed"] {
        assert!(output.stdout.contains(text), "{output}");
    }
}

/// One copy of std has one hook: in a Rust program, `quiet` applies to the whole program.
#[test]
fn in_a_rust_program_it_is_the_programs_std_that_is_quiet() {
    let library = Project::new("reporting_quiet").file("src/lib.rs", QUIET);
    let _ = library.check().expect_success();
    let path = format!("{{ path = {:?} }}", library.dir());
    let main = "fn main() {
    assert_eq!(reporting_quiet::quiet_fail(), -1);
    panic!(\"the program's own\");
}
";
    let program = Project::new("reporting_quiet_host")
        .dependency("reporting_quiet", &path)
        .file("src/main.rs", main);
    let output = program.build().expect_success();
    let outcome = Process::of_target(output.artifacts.executable("reporting_quiet_host")).run();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(101), ""), "{outcome}");

    let loud = program
        .file("src/main.rs", &format!("ffi_guard::ffi_library! {{ prefix = \"loud\" }}\n{main}"));
    let output = loud.build().expect_success();
    let outcome = Process::of_target(output.artifacts.executable("reporting_quiet_host")).run();
    assert_eq!(outcome.code, Some(101), "{outcome}");
    for text in ["the message", "the program's own"] {
        assert!(outcome.stderr.contains(text), "a library in the program is not quiet: {outcome}");
    }
}
