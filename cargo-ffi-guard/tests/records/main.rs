//! Checks that every shim, and nothing else, leaves a record in the built library.
#![forbid(unsafe_code)]
#![cfg(all(target_os = "linux", target_endian = "little"))]

mod image;

use crate::image::{Flags, exports, records};
use ffi_guard_test_support::project::Project;
use std::collections::BTreeSet;

const SOURCE: &str = r#"
use ffi_guard::{ffi_export, unguarded};

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn cannot_panic() {}

#[ffi_export(fallback = -1)]
#[unsafe(export_name = "renamed_in_c")]
pub extern "C" fn divide(a: i32, b: i32) -> i32 {
    a / b
}

#[ffi_export(fallback = 0, name = "renamed_in_rust")]
pub fn index(i: usize) -> u8 {
    [1, 2, 3][i]
}

pub struct Type;

impl Type {
    #[ffi_export]
    #[unsafe(no_mangle)]
    pub extern "C" fn associated() {}
}

#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub extern "C" fn on_purpose() -> i32 {
    1
}
"#;

const LIBRARY: &str = "ffi_guard::ffi_library! { prefix = \"rec\" }\n";
const BARE: &str = "#[unsafe(no_mangle)] pub extern \"C\" fn bare() {}\n";

const GUARDED: [&str; 9] = [
    "associated",
    "cannot_panic",
    "rec_clear_last_error",
    "rec_last_error",
    "rec_last_error_backtrace",
    "rec_last_error_message",
    "rec_set_error_callback",
    "renamed_in_c",
    "renamed_in_rust",
];

fn assert_recorded(name: &str, profile: &str) {
    let built = Project::new(name)
        .lib(&["cdylib"])
        .profile("release")
        .manifest(&format!("[profile.release]\n{profile}"))
        .file("src/lib.rs", &format!("{LIBRARY}{SOURCE}"))
        .build()
        .expect_success();
    let (exports, records) = (exports(built.artifacts.cdylib()), records(built.artifacts.cdylib()));
    assert_eq!(exports, records.keys().cloned().collect::<BTreeSet<_>>());
    let unguarded = |on_purpose| {
        let chosen = records.iter().filter(move |(_, flags)| flags.unguarded == on_purpose);
        chosen.map(|(symbol, _)| symbol.as_str()).collect::<Vec<_>>()
    };
    assert_eq!((unguarded(false), unguarded(true)), (GUARDED.to_vec(), vec!["on_purpose"]));
    assert!(records.values().all(|flags| flags.unwinds), "{records:?}");
}

#[test]
fn in_a_release_build() {
    assert_recorded("records_release", "");
}

#[test]
fn after_link_time_optimisation_and_strip() {
    assert_recorded("records_lto", "lto = \"fat\"\ncodegen-units = 1\nstrip = true");
}

#[test]
fn an_unguarded_export_has_none() {
    let built = Project::new("records_bare")
        .lib(&["cdylib"])
        .file("src/lib.rs", &format!("{SOURCE}{BARE}"))
        .build()
        .expect_success();
    let records = records(built.artifacts.cdylib());
    assert!(exports(built.artifacts.cdylib()).contains("bare"));
    assert!(!records.contains_key("bare") && records.contains_key("cannot_panic"), "{records:?}");
}

#[test]
fn says_that_nothing_unwinds() {
    let built = Project::new("records_abort")
        .lib(&["cdylib"])
        .runtime_features(&["allow-panic-abort"])
        .manifest("[profile.dev]\npanic = \"abort\"")
        .file("src/lib.rs", SOURCE)
        .build()
        .expect_success();
    let records = records(built.artifacts.cdylib());
    assert_eq!(records["cannot_panic"], Flags { unwinds: false, unguarded: false });
}
