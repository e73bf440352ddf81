//! The function that returns the version of the ABI is a part of it, also before there is a lock file.

use crate::support::abi;
use ffi_guard_test_support::project::Project;

const SOURCE: &str =
    "ffi_guard::ffi_library! { prefix = \"v\", errors = \"none\", abi = \"abi.lock\" }\n";

#[test]
fn a_describing_build_needs_no_lock_file() {
    let project = Project::new("abi_version").lib(&["cdylib"]).file("src/lib.rs", SOURCE);
    let manifest = project.write();
    let described = || abi(["--manifest-path".as_ref(), manifest.as_os_str()]);
    let outcome = described();
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stdout.contains("fn v_abi() -> u64\n"), "{outcome}");
    let refused = project.check().expect_failure();
    assert!(refused.errors()[0].is_at("src/lib.rs", 1), "{refused}");
    let _ = project.file("abi.lock", "epoch = 1\n").write();
    let outcome = described();
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("`abi.lock` has no `revision`"), "{outcome}");
}
