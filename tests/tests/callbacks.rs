//! Tests of `#[ffi_callback]` and `across_c` that need their own process.
#![forbid(unsafe_code)]

use ffi_guard::{ffi_callback, try_across_c};
use ffi_guard_csrc::csrc_call;
use ffi_guard_test_support::child;
use ffi_guard_test_support::project::Project;

#[ffi_callback(abort)]
extern "C" fn must_not_panic(value: i32) -> i32 {
    assert!(value > 0, "{value} is not positive");
    value
}

#[ffi_callback(fallback = 1 / value)]
extern "C" fn cannot_fall_back(value: i32) -> i32 {
    1 / value
}

/// Runs `provoke` in its own process, and checks that it aborts with `message`.
#[track_caller]
fn aborts(test: &str, provoke: fn(), message: &str) {
    if child::is_child() {
        return provoke();
    }
    let outcome = child::this_test(test).run().expect_aborted();
    assert!(outcome.stderr.contains(message), "{outcome}");
}

#[test]
fn abort_is_not_carried() {
    aborts(
        "abort_is_not_carried",
        || drop(try_across_c(|_| csrc_call(must_not_panic, 0))),
        "must_not_panic: 0 is not positive",
    );
}

#[test]
fn a_fallback_that_panics_aborts_and_names_the_function() {
    aborts(
        "a_fallback_that_panics_aborts_and_names_the_function",
        || drop(try_across_c(|_| csrc_call(cannot_fall_back, 0))),
        "cannot_fall_back: attempt to divide by zero",
    );
}

/// With link-time optimization, the compiler might keep the address of a thread-local across the closure.
#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn a_scope_is_closed_on_another_thread() {
    const LIBRARY: &str = r#"
        #[ffi_guard::ffi_export(fallback = -1)]
        #[unsafe(no_mangle)]
        pub extern "C" fn migrating_scope(within: extern "C" fn()) -> i32 {
            ffi_guard::across_c(|_| {
                within();
                7
            })
        }
    "#;
    let library = Project::new("migrating_scope")
        .lib(&["cdylib"])
        .file("src/lib.rs", LIBRARY)
        .manifest("[profile.release]\nlto = \"fat\"\ncodegen-units = 1")
        .profile("release")
        .build()
        .expect_success();
    let program = ffi_guard_test_support::c::Program::new("migrating").unit("migrating.c").build();
    // Overwrites freed memory, so that a use after free is detected.
    let process = program.process().arg(library.artifacts.cdylib()).env("MALLOC_PERTURB_", "165");
    process.run().expect_success();
}

/// Needs a build: rustc evaluates these checks only during monomorphization.
#[test]
fn a_handle_is_refused_where_it_passes_as_it_stands() {
    let source = r#"
        use ffi_guard::{FfiHandle, ffi_callback};
        ffi_guard::ffi_library! { prefix = "standing" }
        #[derive(FfiHandle)]
        pub struct Token(pub i32);
        impl Token {
            #[ffi_callback(fallback = 0)]
            pub extern "C" fn own(this: &Self) -> i32 { this.0 }
        }
        #[ffi_callback(fallback = 0)]
        pub extern "C" fn shared(token: &Token) -> i32 { token.0 }
        #[ffi_callback(fallback = 0)]
        pub extern "C" fn raw(_: *const Token, value: &i32) -> i32 { *value }
    "#;
    let output = Project::new("callbacks_with_handles").file("src/lib.rs", source).build();
    let output = output.expect_failure();
    let errors = output.errors();
    let refused = |line| format!("{output}").contains(&format!("--> src/lib.rs:{line}:"));
    assert!(refused(8) && refused(11) && !refused(13), "{output}");
    assert!(
        errors.iter().all(|error| error.message.contains(
            "` is a handle, and only the parameters and the result of a plain `fn` are converted"
        )),
        "{output}"
    );
}
