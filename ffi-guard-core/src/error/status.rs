//! Failures of functions that convert arguments: a rejected argument, an `Err`, a panic. The shim records the failure
//! and then returns its fallback.
//!
//! The values that the failed call still owns are dropped before the failure is recorded, so failures of their
//! destructors precede it. No code of the user runs between the record and the fallback.

#![allow(
    improper_ctypes_definitions,
    reason = "called from Rust only; the ABI is there for nounwind"
)]

use crate::convert::{FfiType, InvalidArgument};
use crate::error::last_error;
use crate::error::text::Text;
use crate::error::{Error, ErrorKind, MESSAGE_SIZE, OwnedLocation};
use crate::panic::fallback::Fallback;
use crate::panic::name::Name;
use crate::panic::payload::Payload;
use crate::panic::recover::{self, LastError, PanicDestination};
use std::fmt::Display;
use std::mem::MaybeUninit;
use std::num::NonZeroI32;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A recorded failure, as a status: the code of the returned error, or the negated kind. Never 0.
pub struct Failed(NonZeroI32);

impl Failed {
    fn of(error: &Error) -> Self {
        let kind = NonZeroI32::new(-(error.kind as i32));
        // No kind is 0, so the default is not used.
        Self(error.code().or(kind).unwrap_or(NonZeroI32::MIN))
    }
}

/// The result of a shim's body: the value for C, or a failure.
pub type Outcome<R> = Result<R, Failed>;

/// Returns no failure. The code that follows it is checked by clippy like the author's body, and never runs.
#[must_use]
pub const fn never_failed() -> Option<Failed> {
    None
}

/// Records a rejected argument.
#[cold]
#[inline(never)]
pub extern "C" fn refuse(function: Name, parameter: Name, refused: &InvalidArgument) -> Failed {
    let mut message = Text::EMPTY;
    message.write(format_args!("argument `{}` {refused}", parameter.get().to_string_lossy()));
    record(function, refused.kind(), 0, message)
}

/// Records a call that is rejected because its state is poisoned.
#[cold]
#[inline(never)]
pub extern "C" fn poisoned(function: Name, state: Name) -> Failed {
    let mut message = Text::EMPTY;
    let state = state.get().to_string_lossy();
    message.write(format_args!(
        "`{state}` is poisoned: an earlier call panicked and may have left it inconsistent; call `{state}.clear()` to allow further calls"
    ));
    record(function, ErrorKind::Poisoned, 0, message)
}

/// Records a panic.
#[cold]
#[inline(never)]
pub extern "C" fn panicked(function: Name, payload: Payload) -> Failed {
    Failed::of(LastError::receive(function, payload).error())
}

/// Drops the error that the function returned, and records it. Formatting and dropping it may panic, so this is called
/// in the catch of the shim.
#[cold]
#[inline(never)]
pub fn failed_with<E: Display>(function: Name, error: E, code: Option<NonZeroI32>) -> Failed {
    let message = message_of(error);
    record(function, ErrorKind::Returned, code.map_or(0, NonZeroI32::get), message)
}

/// Like [`failed_with`], for a call with out-parameters or with a result that C does not receive. `drop_unused` drops
/// these after the error, which may borrow from them; it must not unwind.
#[cold]
#[inline(never)]
pub fn failed_with_unused<E: Display>(
    function: Name,
    error: MaybeDangling<E>,
    code: Option<NonZeroI32>,
    drop_unused: impl FnOnce(),
) -> Failed {
    let message = message_of(error.into_inner());
    drop_unused();
    record(function, ErrorKind::Returned, code.map_or(0, NonZeroI32::get), message)
}

/// An error that may contain references, as an argument of a call that ends these references before it returns.
///
/// The compiler assumes that a reference in an argument is valid until the call returns, even if the argument was
/// dropped. It does not assume this of references in a union.
pub struct MaybeDangling<E>(MaybeUninit<E>);

impl<E> MaybeDangling<E> {
    /// Wraps an error, which is not dropped before [`into_inner`](Self::into_inner).
    #[inline(always)]
    #[must_use]
    pub fn new(error: E) -> Self {
        Self(MaybeUninit::new(error))
    }

    fn into_inner(self) -> E {
        // SAFETY: `new`, the only constructor, initializes the value.
        unsafe { self.0.assume_init() }
    }
}

fn message_of<E: Display>(error: E) -> Text<MESSAGE_SIZE> {
    let mut message = Text::EMPTY;
    // Error types such as `anyhow::Error` format all causes with `{:#}`.
    message.write(format_args!("{error:#}"));
    message
}

/// Gives errors of a type a code for C. If the error type cannot implement it, use a [`CodedError`](crate::CodedError).
///
/// # Derive
///
/// `#[derive(ErrorCode)]` on an enum, with or without fields, takes the discriminant of each variant as its code. It must be
/// written, and positive, and the enum needs `#[repr(i32)]`. The header has a constant for each code: `MYLIB_EMPTY` for the
/// enum that `ffi_library! { codes = ParseError }` names, `MYLIB_PARSE_ERROR_EMPTY` for others. rustc refuses two codes of one
/// name in the same crate, and variants named like the statuses of a library: `Ok`, `Panic`, `InvalidArgument`, `Error`,
/// `Poisoned` and the like.
///
/// ```
/// use ffi_guard::ErrorCode;
///
/// #[derive(ErrorCode)]
/// #[repr(i32)]
/// enum ParseError {
///     Empty = 1,
///     Number(std::num::ParseIntError) = 2,
/// }
///
/// assert_eq!(ParseError::Empty.code().unwrap().get(), 1);
///
/// /// The code is the one of the field.
/// #[derive(ErrorCode)]
/// struct Located {
///     line: u32,
///     #[code]
///     error: ParseError,
/// }
/// # let number = "x".parse::<u8>().unwrap_err();
///
/// let located = Located { line: 3, error: ParseError::Number(number) };
/// assert_eq!(located.code().unwrap().get(), 2);
/// ```
///
/// # By hand
///
/// ```
/// use ffi_guard::ErrorCode;
/// use std::num::NonZeroI32;
///
/// enum ParseError {
///     Empty,
///     Number(std::num::ParseIntError),
/// }
///
/// impl ErrorCode for ParseError {
///     fn code(&self) -> Option<NonZeroI32> {
///         match self {
///             Self::Empty => NonZeroI32::new(1),
///             Self::Number(_) => NonZeroI32::new(2),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "the codes of `{Self}` are not known",
    label = "`ErrorCode` is not implemented for this type",
    note = "write `#[derive(ffi_guard::ErrorCode)]` at an enum of errors, or implement `ffi_guard::ErrorCode`"
)]
pub trait ErrorCode {
    /// Returns the code, which is positive; `None` if this error has no code. A code that is not positive counts as
    /// none, because negative statuses are kinds.
    fn code(&self) -> Option<NonZeroI32>;
}

/// A status type of the library, for `#[ffi_export(status = ..)]`.
///
/// ```
/// use ffi_guard::{ErrorKind, FfiType, Status, ffi_export};
///
/// #[derive(Debug, PartialEq, FfiType)]
/// #[repr(i32)]
/// pub enum StatusDoc {
///     Ok = 0,
///     BadArgument = 1,
///     Failed = 2,
///     Internal = 3,
/// }
///
/// impl Status for StatusDoc {
///     const SUCCESS: Self = Self::Ok;
///
///     fn failure(error: &ffi_guard::Error) -> Self {
///         match error.kind() {
///             ErrorKind::InvalidArgument => Self::BadArgument,
///             ErrorKind::Returned => Self::Failed,
///             _ => Self::Internal,
///         }
///     }
/// }
///
/// /// In C: `StatusDoc status_doc_parse(const char *text, int32_t *out)`.
/// #[ffi_export(status = StatusDoc)]
/// pub fn status_doc_parse(text: &str) -> Result<i32, std::num::ParseIntError> {
///     text.parse()
/// }
///
/// # fn main() {
/// # mod c {
/// #     unsafe extern "C" {
/// #         pub fn status_doc_parse(text: *const std::ffi::c_char, out: *mut i32) -> crate::StatusDoc;
/// #     }
/// # }
/// let mut out = 0;
/// // As C calls it:
/// assert_eq!(unsafe { c::status_doc_parse(c"12".as_ptr(), &mut out) }, StatusDoc::Ok);
/// assert_eq!(out, 12);
/// assert_eq!(unsafe { c::status_doc_parse(c"x".as_ptr(), &mut out) }, StatusDoc::Failed);
/// assert_eq!(unsafe { c::status_doc_parse(c"1".as_ptr(), std::ptr::null_mut()) }, StatusDoc::BadArgument);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be a status",
    label = "`Status` is not implemented for this type",
    note = "implement `ffi_guard::Status` for it, or write `status` alone, for an `i32` that is 0 for success"
)]
pub trait Status: FfiType {
    /// The value that C receives after a success.
    const SUCCESS: Self;

    /// Returns the value that C receives after a failure: a panic, a rejected argument, or an `Err`. `error` is also
    /// the [`last_error`](crate::last_error) at this point.
    fn failure(error: &Error) -> Self;
}

/// Reads the code of an error, if its type has codes.
pub struct CodeOf<'e, E>(pub &'e E);

/// Selected for errors with codes. The method has a prefix, so no blanket trait of the author's crate has a method of
/// the same name.
pub trait HasCode {
    /// Returns the code, if it is positive.
    fn ffi_guard_code(&self) -> Option<NonZeroI32>;
}

impl<E: ErrorCode> HasCode for CodeOf<'_, E> {
    fn ffi_guard_code(&self) -> Option<NonZeroI32> {
        self.0.code().filter(|code| code.is_positive())
    }
}

/// Selected for all other errors, by autoref specialization.
pub trait NoCode {
    /// Returns `None`.
    fn ffi_guard_code(&self) -> Option<NonZeroI32>;
}

impl<E> NoCode for &CodeOf<'_, E> {
    fn ffi_guard_code(&self) -> Option<NonZeroI32> {
        None
    }
}

fn record(function: Name, kind: ErrorKind, code: i32, message: Text<MESSAGE_SIZE>) -> Failed {
    let error = Error {
        kind,
        c_code: code,
        count: last_error::increment_count(),
        function: function.get(),
        message,
        place: OwnedLocation::UNKNOWN.traced(),
    };
    recover::publish_and_tell(&error);
    Failed::of(&error)
}

/// Computes the fallback by the author's closure.
#[cold]
#[inline(never)]
pub extern "C" fn compute_fallback<R, F: FnOnce(&Error) -> R>(_: Failed, fallback: F) -> R {
    // The last error exists, because every `Failed` is created for a recorded failure, and no code of the user has run
    // since.
    let error = last_error::last_error().unwrap_or(Error::BLANK);
    catch_unwind(AssertUnwindSafe(|| last_error::preserve(&error, || fallback(&error))))
        .unwrap_or_else(|payload| recover::fallback_panicked(payload, &error))
}

/// Returns the fallback of the type.
#[cold]
#[inline(never)]
pub extern "C" fn default_fallback<R: Fallback>(failed: Failed) -> R {
    compute_fallback(failed, |_| R::fallback())
}

/// Returns the status of the failure.
#[inline(always)]
pub fn status(failed: Failed) -> i32 {
    failed.0.get()
}

/// Returns the status of the failure in the library's status type.
#[cold]
#[inline(never)]
pub extern "C" fn status_of<S: Status>(failed: Failed) -> S {
    compute_fallback(failed, S::failure)
}

/// Aborts: the function has no way to report failure.
#[cold]
#[inline(never)]
pub extern "C" fn abort(_: Failed) -> ! {
    recover::abort_with_error(&last_error::last_error().unwrap_or(Error::BLANK))
}
