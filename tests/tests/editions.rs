//! Every kind of export in each edition, with the strictest lints, called from C.
#![forbid(unsafe_code)]

use std::path::Path;

use ffi_guard_test_support::c::{Executable, Program};
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::toolchain;

const SAFE: [(&str, &str); 7] = [
    ("src/lib.rs", include_str!("../editions/safe.rs")),
    ("src/c_form.rs", include_str!("../editions/c_form.rs")),
    ("src/conversions.rs", include_str!("../editions/conversions.rs")),
    ("src/from_macro.rs", include_str!("../editions/from_macro.rs")),
    ("src/no_prelude.rs", include_str!("../editions/no_prelude.rs")),
    ("src/rust_form.rs", include_str!("../editions/rust_form.rs")),
    ("src/symbols.rs", include_str!("../editions/symbols.rs")),
];

const WITH_UNSAFE: [(&str, &str); 1] = [("src/lib.rs", include_str!("../editions/with_unsafe.rs"))];

/// Creates a project for a cdylib with these files.
fn project(name: &str, edition: &str, files: &[(&str, &str)]) -> Project {
    let project = Project::new(&format!("editions_{name}_{edition}")).edition(edition);
    files.iter().fold(project.lib(&["cdylib"]), |project, (path, text)| project.file(path, text))
}

/// Builds the project, which must pass the clippy of the pinned toolchain, links the program `unit` to it and runs it.
fn with_program(project: &Project, unit: &str, run: impl FnOnce(&Executable)) {
    if toolchain::chosen().is_none() {
        let _ = project.cargo("clippy").expect_success();
    }
    let output = project.build().expect_success();
    assert!(output.warnings().is_empty(), "{output}");
    let library: &Path = output.artifacts.cdylib();
    run(&Program::new(unit).unit(unit).link(library).build());
}

fn everything(edition: &str) {
    with_program(&project("safe", edition, &SAFE), "editions_safe.c", |program| {
        let outcome = program.process().run().expect_success();
        assert_eq!(outcome.stderr, "", "the library must be quiet");
        for name in ["c_never", "safe_rust_never", "safe_bare_never"] {
            let outcome = program.process().arg(name).run().expect_aborted();
            assert!(
                outcome.stderr.contains(&format!("ffi_guard: panic in {name} at ")),
                "{outcome}"
            );
            assert!(outcome.stderr.contains(": never; "), "{outcome}");
        }
    });
    with_program(&project("unsafe", edition, &WITH_UNSAFE), "editions_unsafe.c", |program| {
        let _ = program.process().run().expect_success();
    });
}

#[test]
fn edition_2018() {
    everything("2018");
}

#[test]
fn edition_2021() {
    everything("2021");
}

#[test]
fn edition_2024() {
    everything("2024");
}

/// The code that the feature adds to a guarded function passes the same lints.
#[test]
fn with_tracked_frames() {
    for edition in ["2018", "2024"] {
        let project = project("tracked", edition, &SAFE).runtime_features(&["track-frames"]);
        with_program(&project, "editions_safe.c", |program| {
            let _ = program.process().run().expect_success();
        });
    }
}

#[test]
fn a_renamed_runtime() {
    const CALLER: &str = r#"
#include "ffi_guard.h"
FFI_GUARD_DECLARE(renamed);
int32_t renamed_c(int32_t), renamed_rust(int32_t), renamed_closure(int32_t), renamed_unguarded(void);
void renamed_default(int32_t);
int main(void) {
    renamed_default(0);
    return renamed_last_error(NULL) == FFI_GUARD_PANIC && renamed_c(0) == -1 && renamed_rust(0) == -1
        && renamed_closure(0) == -1 && renamed_c(5) == 20 && renamed_unguarded() == 7 ? 0 : __LINE__;
}
"#;
    let project =
        project("renamed", "2024", &[("src/lib.rs", include_str!("../editions/renamed.rs"))]);
    let output = project.runtime_as("guard").build().expect_success();
    let program =
        Program::new("renamed").source("main.c", CALLER).link(output.artifacts.cdylib()).build();
    let _ = program.process().run().expect_success();
}

/// The body compiles without the attribute because parameters outlive the temporaries of its last expression, and
/// because items of the body are not in scope in the parameter list.
#[test]
fn a_body_may_do_what_it_may_without_a_guard() {
    let source = include_str!("../editions/bodies.rs");
    for edition in ["2018", "2021", "2024"] {
        let bare = source.replace("#[ffi_guard::ffi_export(fallback = -1)]", "");
        let files = [("src/lib.rs", bare.as_str())];
        let _ = project("bare_bodies", edition, &files).check().expect_success();
        let project = project("bodies", edition, &[("src/lib.rs", source)]);
        let output = project.cargo("clippy").expect_success();
        assert!(output.warnings().is_empty(), "{output}");
    }
}
