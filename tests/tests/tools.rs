//! Tests of the library of this package: each tool detects what it is supposed to detect.
#![forbid(unsafe_code)]

use std::env;
use std::panic;
use std::process;
use std::time::Duration;

use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::child::{self, Process, SIGKILL};
use ffi_guard_test_support::fixture;
use ffi_guard_test_support::project::Project;

const CALLER: &str = r"
#include <stdint.h>
int32_t smallest_next(int32_t value);
int main(void) { return smallest_next(41) == 42 ? 0 : __LINE__; }
";

/// Returns the message of the panic of `f`.
fn message_of<R>(f: impl FnOnce() -> R + panic::UnwindSafe) -> String {
    let payload = panic::catch_unwind(f).err().expect("a panic");
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|&s| s.to_owned())).expect("a text")
}

#[test]
fn a_fixture_links_into_c_both_ways_and_in_both_profiles() {
    for profile in ["dev", "release"] {
        let artifacts = fixture::build_with_profile("smallest", profile);
        for library in [artifacts.cdylib(), artifacts.staticlib()] {
            let program = Program::new("caller").source("main.c", CALLER).link(library).build();
            let outcome = program.process().run();
            assert!(outcome.succeeded(), "{}: {outcome}", library.display());
        }
    }
}

#[test]
fn a_fixture_that_is_missing_is_named() {
    assert!(message_of(|| fixture::build("no_such_fixture")).contains("no_such_fixture"));
}

#[test]
fn a_project_reports_the_compilers_messages_at_their_place() {
    let project = Project::new("tools_messages")
        .edition("2018")
        .lib(&["cdylib"])
        .file("src/lib.rs", "mod inner;\nfn unused() {}\n")
        .file("src/inner.rs", "\n  fn f() -> u8 { \"text\" }\n");
    let output = project.build().expect_failure();
    let errors = output.errors();
    assert_eq!((errors.len(), output.diagnostics.len()), (1, 1), "{output}");
    assert_eq!(errors[0].code.as_deref(), Some("E0308"));
    assert!(errors[0].is_at("src/inner.rs", 2) && errors[0].column == 18, "{:?}", errors[0]);
    assert!(errors[0].rendered.contains("--> src/inner.rs:2:18"), "{output}");

    let mended = project.file("src/inner.rs", "pub fn f() {}\n").build().expect_success();
    assert!(mended.errors().is_empty());
    assert!(mended.warnings().iter().any(|warning| warning.is_at("src/lib.rs", 2)), "{mended}");
    assert!(mended.artifacts.cdylib().is_file());
}

#[test]
fn a_project_forgets_the_files_of_an_earlier_run() {
    let project = Project::new("tools_stale").without_runtime().file("src/lib.rs", "");
    let stale = project.dir().join("src/main.rs");
    std::fs::create_dir_all(stale.parent().expect("a directory")).expect("the folder");
    std::fs::write(&stale, "this is not Rust").expect("the stale file can be written");
    project.check().expect_success();
}

#[test]
fn a_project_takes_profile_environment_and_the_runtime_under_another_name() {
    let project = Project::new("tools_options")
        .runtime_as("renamed")
        .manifest("[profile.ffi]\ninherits = \"release\"")
        .profile("ffi")
        .env("TOOLS_VALUE", "from outside")
        .file(
            "src/main.rs",
            "extern crate renamed as _;\nfn main() { println!(\"{} {}\", env!(\"TOOLS_VALUE\"), cfg!(debug_assertions)) }",
        );
    let output = project.cargo("run").expect_success();
    assert_eq!(output.stdout, "from outside false\n");
    assert!(output.artifacts.executable("tools_options").is_file());
}

#[test]
fn two_projects_of_one_name_are_refused() {
    let _first = Project::new("tools_twice");
    assert!(message_of(|| Project::new("tools_twice")).contains("`tools_twice`"));
}

#[test]
fn a_warning_in_c_is_an_error() {
    let text = "int main(void) { int unused; return 0; }";
    let messages =
        Program::new("warning").source("main.c", text).try_build().expect_err("an error");
    assert!(messages.contains("unused"), "{messages}");
}

#[test]
fn a_child_says_how_it_ended() {
    const NAME: &str = "a_child_says_how_it_ended";
    if child::is_child() {
        eprintln!("about to abort");
        process::abort();
    }
    let outcome = child::this_test(NAME).run().expect_aborted();
    assert_eq!((outcome.code, outcome.succeeded(), outcome.segfaulted()), (None, false, false));
    assert!(outcome.stderr.contains("about to abort"), "{outcome}");
}

#[test]
fn a_child_that_fails_an_assertion_does_not_pass() {
    if child::is_child() {
        assert!(!child::is_child(), "on purpose");
    }
    let outcome = child::this_test("a_child_that_fails_an_assertion_does_not_pass").run();
    assert_eq!(outcome.code, Some(101), "{outcome}");
}

#[test]
fn a_child_without_a_test_is_no_success() {
    assert!(message_of(|| child::this_test("no_such_test").run()).contains("running 1 test"));
}

#[test]
fn a_child_sees_no_backtrace_variable_but_what_the_test_sets() {
    if child::is_child() {
        assert_eq!(env::var_os("RUST_BACKTRACE"), None);
        assert_eq!(env::var("FFI_GUARD_TOOLS").as_deref(), Ok("set"));
        return;
    }
    let child = child::this_test("a_child_sees_no_backtrace_variable_but_what_the_test_sets");
    child.env("FFI_GUARD_TOOLS", "set").run().expect_success();
}

#[test]
fn a_process_that_hangs_is_killed_and_its_output_shown() {
    let message = message_of(|| {
        Process::new("sh")
            .args(["-c", "echo before; exec sleep 600"])
            .limit(Duration::from_secs(2))
            .run()
    });
    assert!(
        message.contains("before") && message.contains(&format!("signal {SIGKILL}")),
        "{message}"
    );
}
