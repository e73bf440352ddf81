//! The errors, their codes for C, and their places in the templates.

use ffi_guard::{CallbackError, ErrorCode, FfiType, ObserverId, ffi_export};
use minijinja::ErrorKind;
use std::cell::Cell;
use std::error::Error as Cause;
use std::sync::LazyLock;
use std::{fmt, io};

/// The codes of errors: a positive status, and the `code` of the last error.
#[derive(Debug, ErrorCode)]
#[repr(i32)]
pub enum Error {
    /// The source of a template or of an expression has a syntax error.
    Syntax(minijinja::Error) = 1,
    /// No template has the name.
    Missing(minijinja::Error) = 2,
    /// A function of C has returned an error.
    Callback(minijinja::Error) = 3,
    /// A template or an expression cannot be evaluated.
    Evaluation(minijinja::Error) = 4,
    /// The numbers of keys and of values differ.
    Lengths {
        /// The number of keys.
        keys: usize,
        /// The number of values.
        values: usize,
    } = 5,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Without the flags of `f`: `{:#}` would print an excerpt of the template.
            Self::Syntax(error) | Self::Missing(error) | Self::Evaluation(error) => {
                write!(f, "{error}")
            }
            Self::Callback(error) => match callback_in(error) {
                Some(cause) => write!(f, "{error}: {cause}"),
                None => write!(f, "{error}"),
            },
            Self::Lengths { keys, values } => write!(f, "{keys} keys and {values} values"),
        }
    }
}

impl From<minijinja::Error> for Error {
    fn from(error: minijinja::Error) -> Self {
        Place::keep(&error);
        match error.kind() {
            _ if callback_in(&error).is_some() => Self::Callback(error),
            ErrorKind::SyntaxError => Self::Syntax(error),
            ErrorKind::TemplateNotFound => Self::Missing(error),
            _ => Self::Evaluation(error),
        }
    }
}

/// Returns the error of a callback, if it is among the causes of an error. An `io::Error` does not list the error in it as
/// its source.
fn callback_in<'a>(error: &'a (dyn Cause + 'static)) -> Option<&'a CallbackError> {
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    let found = error.downcast_ref().or_else(|| inner?.downcast_ref());
    found.or_else(|| callback_in(error.source()?))
}

/// The place of an error in the source of a template or of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FfiType)]
#[repr(C)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The first byte of the text that is wrong, from 0.
    pub start: usize,
    /// The byte after the text that is wrong.
    pub end: usize,
}

thread_local! {
    /// The place of the error that the current call is about to return.
    static NEXT: Cell<Option<Place>> = const { Cell::new(None) };
    /// The place of the last error.
    static LAST: Cell<Option<Place>> = const { Cell::new(None) };
}

/// Every failure of the thread, also one without a place, replaces the place of the last error.
static OBSERVER: LazyLock<ObserverId> =
    LazyLock::new(|| ffi_guard::observe(|_| LAST.set(NEXT.take())));

impl Place {
    /// Keeps the place of an error until the error is recorded.
    fn keep(error: &minijinja::Error) {
        LazyLock::force(&OBSERVER);
        let range = error.range().unwrap_or_default();
        NEXT.set(error.line().map(|line| Self { line, start: range.start, end: range.end }));
    }
}

/// Returns the place of the last error of this thread, if it is in a template or in an expression.
#[ffi_export]
pub fn jinja_last_error_place() -> Option<Place> {
    ffi_guard::last_error()?;
    LAST.get()
}
