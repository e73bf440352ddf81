//! Tests of `--explain`, which analyzes the code of each function that is not guarded.

use crate::support::report;
use crate::targets;
use ffi_guard_test_support::cargo::Artifacts;
use ffi_guard_test_support::project::Project;
use std::path::Path;

const SOURCE: &str = r#"
#[unsafe(no_mangle)]
pub extern "C" fn can_panic(a: i32) -> i32 {
    10 / a
}

#[unsafe(no_mangle)]
pub extern "C" fn cannot_panic(a: i32) -> i32 {
    a.wrapping_mul(3)
}

#[inline(never)]
extern "C" fn inner(a: i32) -> i32 {
    std::hint::black_box(20) / a
}

#[unsafe(no_mangle)]
pub extern "C" fn calls_inner(a: i32) -> i32 {
    inner(a) ^ 1
}

#[unsafe(no_mangle)]
pub extern "C" fn catches(a: i32) -> i32 {
    match std::panic::catch_unwind(|| 30 / a) {
        Ok(value) => value,
        Err(payload) => {
            std::mem::forget(payload);
            -1
        }
    }
}
"#;

fn finding(artifact: &Path, symbol: &str) -> String {
    let report = report(artifact, &["--explain"]);
    let exports = report["exports"].as_array().unwrap();
    let export = exports.iter().find(|export| export["symbol"] == symbol).unwrap();
    assert_eq!(
        export["guard"]["state"], "unguarded",
        "a finding does not change the verdict: {export}"
    );
    export["finding"].as_str().unwrap_or_else(|| panic!("{export}")).to_owned()
}

fn project(name: &str) -> Project {
    Project::new(name).without_runtime().lib(&["cdylib", "staticlib"]).file("src/lib.rs", SOURCE)
}

#[test]
fn finds_what_ends_the_process() {
    for profile in ["dev", "release"] {
        let built =
            project(&format!("explain_{profile}")).profile(profile).build().expect_success();
        explains(&built.artifacts, profile);
    }
}

/// Checks what is found in each function of the library.
#[track_caller]
fn explains(artifacts: &Artifacts, which: &str) {
    let finding = |symbol| finding(artifacts.cdylib(), symbol);
    assert_eq!(finding("can_panic"), "a panic in it can end the process", "{which}");
    assert!(finding("calls_inner").contains("inner`"), "{which}: {}", finding("calls_inner"));
    assert!(finding("cannot_panic").starts_with("no direct call"), "{which}");
    assert!(!finding("catches").contains("can end"), "{which}: {}", finding("catches"));
    let archive = artifacts.staticlib();
    assert_eq!(self::finding(archive, "can_panic"), "only linked files are explained");
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn finds_it_in_the_code_of_other_processors() {
    for (target, linker) in targets::LINUX {
        let name = format!("explain_{}", target.replace('-', "_"));
        let project = project(&name).profile("release");
        let Some(project) = targets::of_target(project, target, linker) else { continue };
        let artifacts = project.build().expect_success().artifacts;
        if target.starts_with("s390x") {
            let finding = finding(artifacts.cdylib(), "can_panic");
            assert_eq!(finding, "only code for x86 and aarch64 is explained");
        } else {
            explains(&artifacts, target);
        }
    }
}

#[test]
fn says_that_it_needs_symbols() {
    let stripped = project("explain_stripped").manifest("[profile.dev]\nstrip = true").build();
    let stripped = stripped.expect_success();
    assert!(finding(stripped.artifacts.cdylib(), "can_panic").contains("stripped"));
}
