//! The lock of a library, its check, and the version for its changes.
//!
//! `UPDATE_EXPECT=1` writes the layouts of this target to `shop/abi.lock`.

use crate::support::abi;
use ffi_guard_test_support::project::Project;
use std::fs;
use std::path::Path;

#[test]
fn a_package_is_compared_with_its_lock() {
    let source = include_str!("shop/lib.rs");
    let manifest = Project::new("abi_shop").lib(&["cdylib"]).file("src/lib.rs", source).write();
    let toml = fs::read_to_string(&manifest).expect("Cargo.toml");
    fs::write(&manifest, toml.replace("version = \"0.0.0\"", "version = \"1.2.0\""))
        .expect("Cargo.toml");
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/abi/shop/abi.lock");
    let file = manifest.with_file_name("abi.lock");
    fs::copy(&expected, &file).expect("the lock is copied");
    let run = |arguments: &[&str]| {
        let manifest = ["--manifest-path".as_ref(), manifest.as_os_str()];
        abi(manifest.into_iter().chain(arguments.iter().map(AsRef::as_ref)))
    };
    let file = file.to_str().expect("a path");
    let outcome = run(&["--lock", file]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::copy(file, &expected).expect("the lock is written");
    }
    let lock = fs::read_to_string(file).expect("the lock");
    let expected = fs::read_to_string(expected).expect("abi.lock").replace("\r\n", "\n");
    assert_eq!(lock, expected, "a new lock differs from tests/abi/shop/abi.lock");
}
