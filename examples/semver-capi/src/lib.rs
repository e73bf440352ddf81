//! Semantic versions, requirements for versions, and lists of versions, for C11 and C++17.
//!
//! The functions parse and compare as the Rust crate `semver` does, which is inside the library.

// The documentation above is also the first comment of include/semver.h. Every function is an ordinary Rust function with
// ordinary tests.
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
    abi = "abi.lock",
    codes = failure::Error,
    checked_handles = cfg!(feature = "checked-handles"),
}
