//! [`Fallback`]: the value that a failed call returns if its attribute names none.

/// The value that a guarded function returns after a failure if its attribute names none.
///
/// Implemented for types with a value that always means failure or absence: `()`, raw pointers (null) and [`Option`]
/// (`None`). Integers, floats and `bool` do not implement it: 0 means success in many C APIs and is a valid result in
/// others, so the author must choose. Implement it for your own status and result types.
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
    message = "`{Self}` has no default fallback value",
    label = "say what C gets: `fallback = ..` in the attribute",
    note = "0 means success in half of all C APIs, so numbers and `bool` have no fallback unless you name one",
    note = "for a type of your own crate: implement `ffi_guard::Fallback` for it; if no value can signal failure, write `abort` in the attribute",
    note = "if the signature names an alias of `String`, `Vec`, `Box`, `Arc` or `Result`: write that type out, because the attribute \
            reads types as they are written"
)]
pub trait Fallback {
    /// Returns the value. [`last_error`](crate::last_error) returns the failure during this call. If it panics, the
    /// process aborts.
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
