//! Semantic versions for C: the crate `semver` behind a guarded C API, which `include/semver.h` declares.
//!
//! Every function is written for Rust, and can be called and tested as such. What C passes is checked, what fails is
//! the last error of the thread, and nothing unwinds into C.
#![forbid(unsafe_code)]

pub mod failure;
pub mod list;
pub mod req;
pub mod version;

use crate::version::Parts;

ffi_guard::ffi_library! {
    prefix = "semver",
    quiet = true,
    strings = true,
    vecs = [Parts],
    checked_handles = cfg!(feature = "checked-handles"),
}
