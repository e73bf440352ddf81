//! Tests of `--explain`, which analyzes the code of each function that is not guarded.

use crate::support::report;
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
        let finding = |symbol| finding(built.artifacts.cdylib(), symbol);
        assert_eq!(finding("can_panic"), "a panic in it can end the process", "{profile}");
        assert!(finding("calls_inner").contains("inner`"), "{profile}: {}", finding("calls_inner"));
        assert!(finding("cannot_panic").starts_with("no direct call"), "{profile}");
        assert!(!finding("catches").contains("can end"), "{profile}: {}", finding("catches"));
        let archive = built.artifacts.staticlib();
        assert_eq!(self::finding(archive, "can_panic"), "only linked files are explained");
    }
}

#[test]
fn says_that_it_needs_symbols() {
    let stripped = project("explain_stripped").manifest("[profile.dev]\nstrip = true").build();
    let stripped = stripped.expect_success();
    assert!(finding(stripped.artifacts.cdylib(), "can_panic").contains("stripped"));
}
