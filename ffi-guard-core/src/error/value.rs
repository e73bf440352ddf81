//! [`Error`]: what went wrong in a guarded function, as a plain value.

use crate::error::backtrace::BacktraceId;
use crate::error::text::Text;
use std::backtrace::Backtrace;
use std::ffi::CStr;
use std::fmt;
use std::num::NonZeroI32;
use std::sync::Arc;

/// Bytes of a message that an [`Error`] keeps, the final NUL included.
pub(crate) const MESSAGE_SIZE: usize = 1024;
/// Bytes of a file name that an [`Error`] keeps, the final NUL included.
pub(crate) const FILE_SIZE: usize = 256;

/// What kind of failure an [`Error`] reports. The values are those of `ffi_guard.h`. All but `Abandoned`
/// are recorded; that is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(i32)]
pub enum ErrorKind {
    /// The function panicked (`FFI_GUARD_PANIC`).
    Panic = 1,
    /// An argument was refused before the function ran (`FFI_GUARD_INVALID_ARGUMENT`).
    InvalidArgument = 2,
    /// The function returned an error of its own (`FFI_GUARD_ERROR`).
    Returned = 3,
    /// An earlier panic left the state unusable (`FFI_GUARD_POISONED`).
    Poisoned = 4,
    /// C jumped over guarded calls, which then never returned (`FFI_GUARD_ABANDONED`). Nothing has failed:
    /// observers are told, and no call returns another value for it. With the feature `track-frames` alone;
    /// see [the crate](crate#calls-that-c-jumps-over).
    Abandoned = 5,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Panic => "panic",
            Self::InvalidArgument => "invalid argument",
            Self::Returned => "error",
            Self::Poisoned => "poisoned",
            Self::Abandoned => "abandoned",
        })
    }
}

/// Where a panic was raised: file, line and column (both from 1), as [`std::panic::Location`] has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Location<'a> {
    file: &'a str,
    line: u32,
    column: u32,
}

impl<'a> Location<'a> {
    /// The source file, as the compiler was given it. At most 255 bytes; a longer path is cut at its
    /// beginning, where a `…` stands then.
    #[must_use]
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column, from 1.
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

/// A [`Location`] that owns its text, and the backtrace that was captured there.
#[derive(Clone, Copy)]
pub(crate) struct OwnedLocation {
    pub(crate) file: Text<FILE_SIZE>,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) trace: BacktraceId,
}

impl OwnedLocation {
    /// No place: lines are counted from 1.
    pub(crate) const UNKNOWN: Self =
        Self { file: Text::EMPTY, line: 0, column: 0, trace: BacktraceId::NONE };

    /// The same with a backtrace of the caller, if backtraces are asked for.
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
/// A `Copy` value of a fixed size that owns its text: it can be kept, compared in a test or sent to
/// another thread, and making one needs no allocator. [`last_error`](crate::last_error) returns the
/// latest one of a thread; [`observe`](crate::observe) and [`channel`](crate::channel) deliver each.
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
    pub(crate) code: i32,
    pub(crate) count: u64,
    pub(crate) function: &'static CStr,
    pub(crate) message: Text<MESSAGE_SIZE>,
    pub(crate) place: OwnedLocation,
}

impl Error {
    pub(crate) const BLANK: Self = Self {
        kind: ErrorKind::Panic,
        code: 0,
        count: 0,
        function: c"",
        message: Text::EMPTY,
        place: OwnedLocation::UNKNOWN,
    };

    /// What kind of failure it was.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The author's own code for the failure; a panic has none.
    #[must_use]
    pub fn code(&self) -> Option<NonZeroI32> {
        match self.kind {
            ErrorKind::Abandoned => None,
            _ => NonZeroI32::new(self.code),
        }
    }

    /// How many guarded calls were found abandoned; 0 for every kind but [`ErrorKind::Abandoned`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering};
    ///
    /// static ABANDONED: AtomicU32 = AtomicU32::new(0);
    ///
    /// ffi_guard::observe(|error| {
    ///     ABANDONED.fetch_add(error.abandoned_calls(), Ordering::Relaxed);
    /// });
    /// // .. C calls, and does not jump ..
    /// assert_eq!(ABANDONED.load(Ordering::Relaxed), 0);
    /// ```
    #[must_use]
    pub fn abandoned_calls(&self) -> u32 {
        match self.kind {
            ErrorKind::Abandoned => self.code.unsigned_abs(),
            _ => 0,
        }
    }

    /// The symbol of the guarded function that failed, as C knows it. Of several calls that were
    /// abandoned at once it is the innermost, the nearest to the jump; `unknown` where its name was lost.
    #[must_use]
    pub fn function(&self) -> &str {
        self.function.to_str().unwrap_or_default()
    }

    /// The panic's message, or that of the author's error. At most 1,023 bytes; a longer one is cut
    /// at a character boundary and ends in `…`, a NUL inside is replaced by U+FFFD.
    #[must_use]
    pub fn message(&self) -> &str {
        self.message.as_str()
    }

    /// Where the panic was raised, where that is known.
    ///
    /// It is known for a panic with a message that was raised on this thread, in an artifact whose
    /// crate calls [`ffi_library!`](../ffi_guard/macro.ffi_library.html). It is `None` for a payload that is not a string,
    /// and for one that comes in by [`resume_unwind`](std::panic::resume_unwind), which runs no hook,
    /// unless it was raised on this thread before. It is `None` too where the program has replaced the
    /// panic hook since the artifact was loaded, and where eight or more panics were raised on this
    /// thread between this one and its catch.
    ///
    /// In one case it is wrong: a string literal (also that of `unwrap` on `None`) that was raised on
    /// this thread and swallowed by somebody else, if the same literal is then resumed from elsewhere
    /// before a guard of this thread has caught anything.
    #[must_use]
    pub fn location(&self) -> Option<Location<'_>> {
        self.place.location()
    }

    /// The backtrace of the failure, if backtraces are asked for: by [`ffi_library!`](../ffi_guard/macro.ffi_library.html) with
    /// `backtrace = true`, or by the environment when the library is loaded, as std's
    /// [`Backtrace::capture`] reads it (`RUST_LIB_BACKTRACE`, else `RUST_BACKTRACE`).
    ///
    /// That of a panic shows where the panic was raised, and is known where its [`location`](Self::location) is. That
    /// of an argument that was refused, or of an error that the function returned, shows the guarded function and its
    /// callers in C. The innermost frames belong to the panic hook or to this library; the text that C gets
    /// leaves them out.
    ///
    /// It is captured without symbols, which are looked up when it is first formatted: in an observer, leave that to
    /// another thread if it takes too long. The process keeps the backtraces of 64 failures, of one thread 8, and
    /// the oldest make room for others; and [`clear_last_error`](crate::clear_last_error) drops that of the error
    /// which it clears. Then there is none any more.
    #[must_use]
    pub fn backtrace(&self) -> Option<Arc<Backtrace>> {
        self.place.trace.get()
    }

    /// How many failures this thread had recorded when this one was, itself included. Calls that were
    /// abandoned are no failures, and are not counted.
    ///
    /// Failures of destructors that the failed call runs are recorded before this one. Those that its observers or its
    /// fallback cause come later; this one becomes the thread's [`last_error`](crate::last_error) again, where they are
    /// counted as well.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }
}

/// `panic in divide at src/lib.rs:3:5: attempt to divide by zero`
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
            .field("function", &self.function())
            .field("message", &self.message())
            .field("location", &self.location())
            .field("count", &self.count())
            .finish()
    }
}

impl std::error::Error for Error {}
