//! [`Fallback`]: what a caller gets where the author named no value.

/// The value that a guarded function returns after a panic when its attribute names none.
///
/// Implemented where one value can mean nothing but failure or nothing at all: `()`, raw pointers
/// (null) and [`Option`] (`None`). Integers, floats and `bool` have none on purpose: 0 is success in
/// half of all C APIs and a valid result in the others, so the author must say. Implement it for
/// your own status and result types.
///
/// # Examples
///
/// ```
/// use ffi_guard::{Fallback, ffi_export};
///
/// #[repr(C)]
/// #[derive(Debug, PartialEq)]
/// pub enum Status {
///     Ok,
///     Internal,
/// }
///
/// impl Fallback for Status {
///     fn fallback() -> Self {
///         Self::Internal
///     }
/// }
///
/// #[ffi_export]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn fallback_doc_check(n: u32) -> Status {
///     assert!(n < 10);
///     Status::Ok
/// }
///
/// assert_eq!(fallback_doc_check(1), Status::Ok);
/// assert_eq!(fallback_doc_check(11), Status::Internal);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no value of its own for a function that panicked",
    label = "say what C gets: `fallback = ..` in the attribute",
    note = "0 means success in half of all C APIs, so numbers and `bool` have no fallback unless you name one",
    note = "for a type of your own crate: implement `ffi_guard::Fallback` for it; where no value can say no: `abort` in the attribute",
    note = "if the signature names an alias of `String`, `Vec`, `Box`, `Arc` or `Result`: write that type out, because the attribute \
            reads types as they are written"
)]
pub trait Fallback {
    /// The value after a failure, which [`last_error`](crate::last_error) returns here. It is called inside a catch; if it
    /// panics itself, the process aborts.
    #[must_use]
    fn fallback() -> Self;
}

impl Fallback for () {
    fn fallback() {}
}

impl<T> Fallback for *const T {
    fn fallback() -> Self {
        std::ptr::null()
    }
}

impl<T> Fallback for *mut T {
    fn fallback() -> Self {
        std::ptr::null_mut()
    }
}

impl<T> Fallback for Option<T> {
    fn fallback() -> Self {
        None
    }
}
