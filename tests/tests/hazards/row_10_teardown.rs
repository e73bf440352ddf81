//! Row 10: guarded calls at the end of a thread or of the process, when thread-locals with destructors have been
//! destroyed.

use crate::row::Row;
use crate::support::{expect_refused_to_unwind, program, run_by_hand, run_each};
use ffi_guard_test_support::c::{Compiler, Language, Program};
use ffi_guard_test_support::{fixture, skip, target};

pub(crate) const ROW: Row = Row {
    number: 10,
    hazard: "an exported function panics while the thread or the process ends",
    without: "a thread-local with a destructor aborts or loses the error",
    guarded: Some(
        "the fallback and the error, in every phase: the runtime has no thread-local with a destructor",
    ),
    elsewhere: &[(
        "Windows, musl",
        "the hand-written guard works, because pthread keys are destroyed before the thread-locals of Rust",
    )],
};

/// Runs the C tests of these names, and checks that each fails as expected in its phase.
#[track_caller]
fn fails_in_phases(unit: &str, names: &[&str]) {
    let program = program(unit, &["brittle"]);
    for (name, outcome) in names.iter().zip(run_each(&program, names)) {
        let expected = format!("failed as expected in {name}\n");
        assert_eq!(outcome.stdout, expected, "{name}: {outcome}");
    }
}

#[test]
fn hazard_10_by_hand_with_a_thread_local_that_has_a_destructor() {
    let outcome = run_by_hand("hazard_10_by_hand", "key");
    if target::is_windows() || target::is_musl() {
        assert_eq!(outcome.expect_success().stdout, "failed once\nreturned -1\njoined\n");
        return;
    }
    let outcome = expect_refused_to_unwind(outcome);
    assert_eq!(outcome.stdout, "failed once\n", "{outcome}");
    assert!(outcome.stderr.contains("during or after destruction"), "{outcome}");
}

#[test]
fn hazard_10_destructor_of_a_pthread_key() {
    let names =
        ["key_on_another_thread", "key_on_another_thread_warm", "key_on_main", "key_on_main_warm"];
    fails_in_phases("teardown.c", &names);
}

#[test]
fn hazard_10_atexit() {
    fails_in_phases("teardown.c", &["atexit", "atexit_warm"]);
}

#[test]
fn hazard_10_destructor_of_the_program() {
    fails_in_phases("teardown.c", &["destructor", "destructor_warm"]);
}

#[test]
fn hazard_10_exit_on_another_thread() {
    let program = program("teardown.c", &["brittle"]);
    let outcome = program.process().arg("exit_on_another_thread").run().expect_success();
    let expected = "failed as expected in atexit\nfailed as expected in destructor\n";
    assert_eq!(outcome.stdout, expected, "{outcome}");
}

/// The destructor is in the same file as the guarded functions and runs while that file is unloaded.
#[test]
fn hazard_10_destructor_of_the_library() {
    target::require_unloading();
    let library = Program::new("teardown_library")
        .unit("teardown_library.c")
        .flag("-shared")
        .flag("-fPIC")
        .link(fixture::build("brittle").staticlib())
        .build();
    let outcome = program("teardown_host.c", &[]).process().arg(library.path()).run();
    let expected = "failed as expected in the library\n\
                    failed as expected in the library's destructor\nclosed\n";
    assert_eq!(outcome.stdout, expected, "{outcome}");
    let _ = outcome.expect_success();
}

#[test]
fn hazard_10_destructor_of_a_cpp_thread_local() {
    if Compiler::system(Language::Cpp17).is_none() {
        return skip::announce("C++ thread_local destructors", "no C++ compiler is installed");
    }
    let names = ["on_another_thread", "on_another_thread_warm", "on_main", "static_object"];
    fails_in_phases("teardown_objects.cpp", &names);
}
