//! Where things are.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The root of the workspace.
///
/// ```
/// assert!(ffi_guard_tests::paths::workspace().join("rust-toolchain.toml").is_file());
/// ```
///
/// # Panics
///
/// Where the sources that this package was built from are gone.
#[must_use]
pub fn workspace() -> &'static Path {
    static WORKSPACE: OnceLock<PathBuf> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let parent = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        parent.canonicalize().expect("the workspace that built this test")
    })
}

/// The target directory that this test was built into, whatever named it.
///
/// It is found as the folder above the test executable that carries cargo's `CACHEDIR.TAG`; documentation tests,
/// which are built elsewhere, get `target` in the workspace.
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

/// The folder of `ffi_guard.h`.
///
/// ```
/// assert!(ffi_guard_tests::paths::include().join("ffi_guard.h").is_file());
/// ```
#[must_use]
pub fn include() -> PathBuf {
    workspace().join("ffi-guard-runtime/include")
}

/// The folder of the whole C and C++ programs, for [`crate::c::Program::unit`].
#[must_use]
pub fn programs() -> PathBuf {
    workspace().join("csrc/programs")
}
