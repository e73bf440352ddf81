//! Templates and expressions in the language of Jinja, for C11 and C++17.
//!
//! A builder takes templates, and filters and functions of C. The engine that it builds never changes: share it, and
//! render on any number of threads.

// The documentation above is also the first comment of include/jinja.h.
#![forbid(unsafe_code)]

pub mod builder;
pub mod engine;
pub mod failure;
pub mod value;

ffi_guard::ffi_library! {
    prefix = "jinja",
    quiet = true,
    strings = true,
    vecs = [String],
    abi = "abi.lock",
    codes = failure::Error,
    checked_handles = cfg!(feature = "checked-handles"),
}
