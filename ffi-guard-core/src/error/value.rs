//! [`Error`]: a failure of a guarded function, as a plain value.

use crate::error::backtrace::BacktraceId;
use crate::error::text::Text;
use std::backtrace::Backtrace;
use std::ffi::CStr;
use std::fmt;
use std::num::{NonZeroI32, NonZeroU32};
use std::sync::Arc;

/// The size of the message of an [`Error`] in bytes, including the final NUL.
pub(crate) const MESSAGE_SIZE: usize = 1024;
/// The size of the file name of an [`Error`] in bytes, including the final NUL.
pub(crate) const FILE_SIZE: usize = 256;

/// The kind of an [`Error`]. The numbers are the constants of `ffi_guard.h`.
///
/// Every kind except `Abandoned` becomes the last error of the thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(i32)]
pub enum ErrorKind {
    /// The function panicked (`FFI_GUARD_PANIC`).
    Panic = 1,
    /// An argument was rejected before the function ran (`FFI_GUARD_INVALID_ARGUMENT`).
    InvalidArgument = 2,
    /// The function returned an `Err` (`FFI_GUARD_RETURNED`, or `FFI_GUARD_ERROR`).
    Returned = 3,
    /// An earlier panic poisoned the state that the function works on (`FFI_GUARD_POISONED`).
    Poisoned = 4,
    /// C jumped over guarded calls, which therefore never returned (`FFI_GUARD_ABANDONED`).
    ///
    /// Only observers receive such an error; no call returns a different value because of it. Needs the feature
    /// `track-frames`; see the section on `longjmp` in the documentation of the crate.
    Abandoned = 5,
    /// A callback that C provided returned an invalid value (`FFI_GUARD_INVALID_RESULT`). The function ended there, as
    /// after a panic.
    InvalidResult = 6,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Panic => "panic",
            Self::InvalidArgument => "invalid argument",
            Self::Returned => "error",
            Self::Poisoned => "poisoned",
            Self::Abandoned => "abandoned",
            Self::InvalidResult => "invalid result",
        })
    }
}

/// The source location of a panic, like [`std::panic::Location`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

impl<'a> Location<'a> {
    /// Returns the source file as the compiler knows it, at most 255 bytes. A longer path is cut at its beginning and
    /// starts with `…`.
    #[must_use]
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// Returns the line number, starting at 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Returns the column number, starting at 1.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A [`Location`] that owns its text, with the id of the backtrace that was captured there.
#[derive(Clone, Copy)]
pub(crate) struct OwnedLocation {
    pub(crate) file: Text<FILE_SIZE>,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) trace: BacktraceId,
}

impl OwnedLocation {
    /// An unknown location. Line numbers start at 1, so the line 0 marks it.
    pub(crate) const UNKNOWN: Self =
        Self { file: Text::EMPTY, line: 0, column: 0, trace: BacktraceId::NONE };

    /// Adds a backtrace of the caller, if backtraces are enabled.
    pub(crate) fn traced(self) -> Self {
        Self { trace: BacktraceId::capture(), ..self }
    }

    pub(crate) fn of(location: &std::panic::Location<'_>) -> Self {
        Self {
            file: Text::end_of(location.file()),
            line: location.line(),
            column: location.column(),
            trace: BacktraceId::NONE,
        }
    }

    pub(crate) fn location(&self) -> Option<Location<'_>> {
        let Self { file, line, column, .. } = self;
        (*line > 0).then_some(Location { file: file.as_str(), line: *line, column: *column })
    }
}

/// A failure of a guarded function.
///
/// A `Copy` value of a fixed size that owns its text: it can be stored, compared and sent to another thread, and creating
/// one needs no allocator. [`last_error`](crate::last_error) returns the latest failure of a thread;
/// [`observe`](crate::observe) and [`channel`](crate::channel) deliver every failure.
///
/// # Examples
///
/// ```
/// use ffi_guard::{ErrorKind, ffi_export};
///
/// #[ffi_export(fallback = |error| error.message().len() as i32)]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn error_doc_first(items: i32) -> i32 {
///     assert!(items > 0, "no items");
///     items
/// }
///
/// assert_eq!(error_doc_first(0), 8);
/// let error = ffi_guard::last_error().unwrap();
/// assert_eq!(error.kind(), ErrorKind::Panic);
/// assert_eq!(error.function(), "error_doc_first");
/// assert_eq!(error.message(), "no items");
/// ```
#[derive(Clone, Copy)]
pub struct Error {
    pub(crate) kind: ErrorKind,
    /// The member `code` of `ffi_guard_error`: a number of calls for `Abandoned`, else the code of the error or 0.
    pub(crate) c_code: i32,
    pub(crate) count: u64,
    pub(crate) function: &'static CStr,
    pub(crate) message: Text<MESSAGE_SIZE>,
    pub(crate) place: OwnedLocation,
}

impl Error {
    pub(crate) const BLANK: Self = Self {
        kind: ErrorKind::Panic,
        c_code: 0,
        count: 0,
        function: c"",
        message: Text::EMPTY,
        place: OwnedLocation::UNKNOWN,
    };

    /// Returns the kind of the failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the code that the library gave an error that a function returned; see [`ErrorCode`](crate::ErrorCode).
    #[must_use]
    pub fn code(&self) -> Option<NonZeroI32> {
        match self.kind {
            ErrorKind::Abandoned => None,
            _ => NonZeroI32::new(self.c_code),
        }
    }

    /// Returns how many guarded calls C jumped over, for the kind [`ErrorKind::Abandoned`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering};
    ///
    /// static ABANDONED: AtomicU32 = AtomicU32::new(0);
    ///
    /// ffi_guard::observe(|error| {
    ///     if let Some(calls) = error.abandoned_calls() {
    ///         ABANDONED.fetch_add(calls.get(), Ordering::Relaxed);
    ///     }
    /// });
    /// // .. calls from C, without a `longjmp` over them ..
    /// assert_eq!(ABANDONED.load(Ordering::Relaxed), 0);
    /// ```
    #[must_use]
    pub fn abandoned_calls(&self) -> Option<NonZeroU32> {
        match self.kind {
            ErrorKind::Abandoned => NonZeroU32::new(self.c_code.unsigned_abs()),
            _ => None,
        }
    }

    /// Returns the symbol of the guarded function that failed.
    ///
    /// For abandoned calls it is the innermost one, or `unknown` if its name was overwritten.
    #[must_use]
    pub fn function(&self) -> &str {
        self.function.to_str().unwrap_or_default()
    }

    /// Returns the message of the panic or of the returned error, at most 1,023 bytes.
    ///
    /// A longer message is cut at a character boundary and ends in `…`. A NUL is replaced by U+FFFD.
    #[must_use]
    pub fn message(&self) -> &str {
        self.message.as_str()
    }

    /// Returns where the panic was raised, if the location is known.
    ///
    /// It is known for a panic with a message that was raised on this thread, in an artifact whose crate calls
    /// [`ffi_library!`](../ffi_guard/macro.ffi_library.html). It is `None`
    ///
    /// * if the payload is not a string;
    /// * if the panic was resumed by [`resume_unwind`](std::panic::resume_unwind), which runs no hook, and was not raised
    ///   on this thread;
    /// * if the program has replaced the panic hook since the artifact was loaded;
    /// * if eight or more panics were raised on this thread between this panic and its catch.
    ///
    /// In one case the location is wrong: other code of this thread caught a panic whose message is a string literal, and
    /// a payload with the same literal is then resumed before a guard of this thread has caught anything.
    #[must_use]
    pub fn location(&self) -> Option<Location<'_>> {
        self.place.location()
    }

    /// Returns the backtrace of the failure, if backtraces are enabled.
    ///
    /// The argument `backtrace = true` of [`ffi_library!`](../ffi_guard/macro.ffi_library.html) enables them. So does the
    /// environment when the library is loaded, by the same variables as for [`Backtrace::capture`]
    /// (`RUST_LIB_BACKTRACE`, else `RUST_BACKTRACE`).
    ///
    /// The backtrace of a panic starts where the panic was raised, and exists if the [`location`](Self::location) is
    /// known. The backtrace of a rejected argument or of a returned error starts at the guarded function. The innermost
    /// frames belong to the panic hook or to this library; the text for C leaves them out.
    ///
    /// Symbols are resolved when the backtrace is first formatted. This is slow: in an observer, leave it to another
    /// thread.
    ///
    /// The process stores the backtraces of the latest 64 failures, and at most 8 per thread. The result is `None` once
    /// the backtrace was replaced by a later one, or dropped by [`clear_last_error`](crate::clear_last_error).
    #[must_use]
    pub fn backtrace(&self) -> Option<Arc<Backtrace>> {
        self.place.trace.get()
    }

    /// Returns how many failures the thread had recorded up to this one, including it. Abandoned calls do not count.
    ///
    /// Destructors that the failed call runs record their failures before this one. Its observers and its fallback record
    /// theirs after it; it then becomes the [`last_error`](crate::last_error) again, with a count that includes them.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }
}

/// Formats the error in one line: `panic in divide at src/lib.rs:3:5: attempt to divide by zero`.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.kind, self.function())?;
        if let Some(location) = self.location() {
            write!(f, " at {location}")?;
        }
        write!(f, ": {}", self.message())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("code", &self.code())
            .field("abandoned_calls", &self.abandoned_calls())
            .field("function", &self.function())
            .field("message", &self.message())
            .field("location", &self.location())
            .field("count", &self.count())
            .finish()
    }
}

impl std::error::Error for Error {}
