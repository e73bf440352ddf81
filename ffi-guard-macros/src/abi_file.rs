//! The lock file that `ffi_library!` names.

use ffi_guard_syntax::AbiVersion;
use ffi_guard_syntax::model::Library;
use std::env;
use std::path::Path;
use syn::{Error, Result};

/// Returns the version of the ABI in the lock file, or `None` if the library names no file.
///
/// With the feature `describe` the file may be missing: `cargo ffi-guard abi --lock` builds the library in order to write it.
pub(crate) fn version(library: &Library) -> Result<Option<AbiVersion>> {
    let Some(file) = &library.abi else { return Ok(None) };
    let directory = env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| {
        let message = "`abi` is relative to the directory of `Cargo.toml`, but CARGO_MANIFEST_DIR is not set; \
                       build with cargo, or set it";
        Error::new(file.span(), message)
    })?;
    let directory = Path::new(&directory);
    if cfg!(feature = "describe") && !directory.join(file.value()).exists() {
        return Ok(None);
    }
    AbiVersion::read(file, directory).map(Some)
}
