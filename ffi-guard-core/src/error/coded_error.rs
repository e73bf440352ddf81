//! [`CodedError`]: an error with a code, for error types that have no code.

use crate::error::status::ErrorCode;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::num::NonZeroI32;

/// An error with a code for C. Use it on its own, or as the context or a cause of an `anyhow::Error`.
///
/// # Examples
///
/// ```
/// use ffi_guard::{CodedError, ffi_export};
///
/// const TOO_LONG: i32 = 2;
///
/// /// In C: `int32_t coded_doc_count(const char *text, size_t *out)`, which returns 2 for a text that is too long.
/// #[ffi_export(status)]
/// pub fn coded_doc_count(text: &str) -> Result<usize, CodedError> {
///     match text.len() {
///         len @ ..=80 => Ok(len),
///         len => Err(CodedError::new(TOO_LONG, format!("{len} bytes are too much"))),
///     }
/// }
/// # fn main() {
/// assert_eq!(coded_doc_count(&"x".repeat(81)).unwrap_err().to_string(), "81 bytes are too much");
/// # }
/// ```
///
/// With the feature `anyhow`, the code of an `anyhow::Error` is the code of the outermost `CodedError` in it.
///
/// ```
/// # #[cfg(feature = "anyhow")] {
/// use anyhow::Context;
/// use ffi_guard::{CodedError, ErrorCode};
///
/// fn port(text: &str) -> anyhow::Result<u16> {
///     text.parse().context(CodedError::new(3, "no port"))
/// }
///
/// let error = port("x").unwrap_err();
/// assert_eq!(error.code().unwrap().get(), 3);
/// // What C gets as the message:
/// assert_eq!(format!("{error:#}"), "no port: invalid digit found in string");
/// # }
/// ```
#[derive(Debug)]
pub struct CodedError {
    code: i32,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Message(Cow<'static, str>),
    Error(Box<dyn Error + Send + Sync>),
}

impl CodedError {
    /// Creates an error with a code and a message. A code that is not positive counts as none.
    #[must_use]
    pub fn new(code: i32, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, content: Content::Message(message.into()) }
    }

    /// Wraps an error that implements [`ErrorCode`], and keeps its code. Use `map_err(CodedError::of)` where `?` would
    /// lose the code in an `anyhow::Error`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use ffi_guard::{CodedError, ErrorCode};
    /// # use std::{error, fmt, num::NonZeroI32};
    /// #[derive(Debug)]
    /// struct Empty;
    /// # impl error::Error for Empty {}
    /// # impl fmt::Display for Empty {
    /// #     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    /// #         f.write_str("nothing there")
    /// #     }
    /// # }
    ///
    /// impl ErrorCode for Empty {
    ///     fn code(&self) -> Option<NonZeroI32> {
    ///         NonZeroI32::new(4)
    ///     }
    /// }
    ///
    /// let error = CodedError::of(Empty);
    /// assert_eq!((error.code(), error.to_string().as_str()), (NonZeroI32::new(4), "nothing there"));
    /// ```
    #[must_use]
    pub fn of<E: Error + ErrorCode + Send + Sync + 'static>(error: E) -> Self {
        let code = error.code().map_or(0, NonZeroI32::get);
        Self { code, content: Content::Error(Box::new(error)) }
    }
}

impl ErrorCode for CodedError {
    fn code(&self) -> Option<NonZeroI32> {
        NonZeroI32::new(self.code)
    }
}

impl fmt::Display for CodedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Message(message) => f.write_str(message),
            Content::Error(error) => error.fmt(f),
        }
    }
}

impl Error for CodedError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.content {
            Content::Message(_) => None,
            Content::Error(error) => error.source(),
        }
    }
}

#[cfg(feature = "anyhow")]
impl ErrorCode for anyhow::Error {
    fn code(&self) -> Option<NonZeroI32> {
        // `downcast_ref` finds a context, and the chain finds a cause of another error; neither finds both.
        let context = self.downcast_ref::<CodedError>();
        let cause = || self.chain().find_map(|cause| cause.downcast_ref::<CodedError>());
        context.or_else(cause).and_then(ErrorCode::code)
    }
}
