//! Rejects `panic = "abort"`, because guards have no effect then.
//!
//! A macro, because a `cfg(feature)` in generated code would read the features of the user's crate. The feature
//! `allow-panic-abort` belongs to this crate.

/// Rejects a crate compiled with `panic = "abort"`.
#[cfg(not(feature = "allow-panic-abort"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_require_unwind {
    () => {
        #[cfg(all(panic = "abort", not(doc)))]
        ::core::compile_error!(
            "ffi_guard: this crate is compiled with `panic = \"abort\"`: a panic would end the process before any guard could catch it
 help: build the library with a profile that unwinds, beside the aborting one:
           [profile.ffi]
           inherits = \"release\"
           panic = \"unwind\"
       and `cargo build --profile ffi`
 help: in a final binary, or for a target that cannot unwind, accept it: feature `allow-panic-abort` of `ffi-guard-runtime`"
        );
    };
}

/// Accepts any panic strategy. The record of each export contains the strategy.
#[cfg(feature = "allow-panic-abort")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_require_unwind {
    () => {};
}

__ffi_guard_require_unwind! {}
