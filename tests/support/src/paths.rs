//! The directories of the workspace.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Returns the root of the workspace.
///
/// ```
/// assert!(ffi_guard_test_support::paths::workspace().join("rust-toolchain.toml").is_file());
/// ```
///
/// # Panics
///
/// If the sources of this package no longer exist.
#[must_use]
pub fn workspace() -> &'static Path {
    static WORKSPACE: OnceLock<PathBuf> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let parent = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        parent.canonicalize().expect("the workspace that built this test")
    })
}

/// Returns the target directory that this test was built in, however it was configured.
///
/// It is the directory above the test executable that contains cargo's `CACHEDIR.TAG`. Documentation tests are built
/// elsewhere; they get `target` in the workspace.
#[must_use]
pub fn target() -> &'static Path {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    TARGET.get_or_init(|| {
        let test = env::current_exe().unwrap_or_default();
        test.ancestors()
            .find(|folder| folder.join("CACHEDIR.TAG").is_file())
            .map_or_else(|| workspace().join("target"), Path::to_path_buf)
    })
}

/// Returns the directory of `ffi_guard.h`.
///
/// ```
/// assert!(ffi_guard_test_support::paths::include().join("ffi_guard.h").is_file());
/// ```
#[must_use]
pub fn include() -> PathBuf {
    workspace().join("ffi-guard-runtime/include")
}

/// Returns the directory of the C and C++ programs for [`crate::c::Program::unit`].
#[must_use]
pub fn programs() -> PathBuf {
    workspace().join("csrc/programs")
}
