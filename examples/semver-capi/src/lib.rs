//! Semantic versions for C: the crate `semver` with a guarded C API, declared by `include/semver.h`.
//!
//! Every function is an ordinary Rust function with ordinary tests. Arguments from C are checked, failures become the last
//! error of the thread, and no panic unwinds into C.
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
