//! What C can free of a library: traits that `ffi_library!` implements for a type at the crate root, and that the
//! expansion of each function asks for.

/// Stands for the library where the crate has no `ffi_library!`. It implements none of the traits.
pub struct __FfiGuardLibrary;

/// Implemented where `ffi_library!` has `strings = true`.
#[diagnostic::on_unimplemented(
    message = "C could not free this text",
    label = "`ffi_library!` does not export the function that frees texts",
    note = "write `strings = true` into `ffi_library! {{ prefix = \"..\", .. }}` at the crate root: that exports the \
            function"
)]
pub trait FreesStrings: Sized {
    /// Names the library in an expression.
    fn of(_: Self) {}
}

/// Implemented for each `T` that the `vecs` of `ffi_library!` names.
#[diagnostic::on_unimplemented(
    message = "C could not free a `Vec<{T}>`",
    label = "`vecs` in `ffi_library!` does not name it",
    note = "write the type into `ffi_library! {{ prefix = \"..\", vecs = [..] }}` at the crate root: that exports the \
            function that frees such lists"
)]
pub trait FreesVec<T>: Sized {
    /// Names the library in an expression.
    fn of(_: Self) {}
}
