//! The gate against `panic = "abort"`, under which every guard is a silent no-op.
//!
//! A macro, and not a `cfg(feature)` in the expansion, which would ask for a feature of the user's
//! crate: whether the gate is open is this crate's feature `allow-panic-abort`.

/// Refuses a crate that is compiled with `panic = "abort"`.
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

/// The gate is open; the record of each export says so.
#[cfg(feature = "allow-panic-abort")]
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_require_unwind {
    () => {};
}

__ffi_guard_require_unwind! {}
