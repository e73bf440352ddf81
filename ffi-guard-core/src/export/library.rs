//! The types that a library can free for C: traits that `ffi_library!` implements for a type at the crate root, and
//! that generated code of functions requires.

/// The library type of a crate without `ffi_library!`. It implements none of the traits.
pub struct __FfiGuardLibrary;

/// Implemented by `ffi_library!` with `strings = true`.
#[diagnostic::on_unimplemented(
    message = "C could not free this string",
    label = "`ffi_library!` does not export the function that frees strings",
    note = "write `strings = true` into `ffi_library! {{ prefix = \"..\", .. }}` at the crate root: that exports the \
            function"
)]
pub trait FreesStrings: Sized {
    /// Accepts a value of the library type, for use in an expression.
    fn of(_: Self) {}
}

/// Implemented for each `T` in the `vecs` of `ffi_library!`.
#[diagnostic::on_unimplemented(
    message = "C could not free a `Vec<{T}>`",
    label = "`vecs` in `ffi_library!` does not name it",
    note = "write the type into `ffi_library! {{ prefix = \"..\", vecs = [..] }}` at the crate root: that exports the \
            function that frees such lists"
)]
pub trait FreesVec<T>: Sized {
    /// Accepts a value of the library type, for use in an expression.
    fn of(_: Self) {}
}
