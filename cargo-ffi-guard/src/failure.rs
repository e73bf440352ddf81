//! Why a command could not do its work: exit status 2.

use std::fmt;
use std::io;
use std::path::Path;

/// An error: its message, its place, and advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    what: String,
    place: Option<String>,
    next: String,
}

impl Failure {
    /// A failure that has no place in a file.
    ///
    /// ```
    /// use cargo_ffi_guard::failure::Failure;
    ///
    /// let failure = Failure::new("the workspace builds no library for C", "name an artifact");
    /// assert_eq!(
    ///     failure.to_string(),
    ///     "error: the workspace builds no library for C\n  = help: name an artifact\n",
    /// );
    /// ```
    #[must_use]
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), place: None, next: next.into() }
    }

    /// A failure over one file.
    #[must_use]
    pub fn at(path: &Path, what: impl Into<String>, next: impl Into<String>) -> Self {
        Self { place: Some(path.display().to_string()), ..Self::new(what, next) }
    }

    /// The error, without its place and the advice.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The report could not be written.
    #[must_use]
    pub fn output(error: &io::Error) -> Self {
        Self::new(
            format!("the report cannot be written: {error}"),
            "check where the output goes: the disk may be full",
        )
    }

    /// The outcome of writing the output. A reader that closes the pipe early, as `head` does, is not an error.
    ///
    /// # Errors
    ///
    /// If it could not be written for another reason.
    ///
    /// ```
    /// use cargo_ffi_guard::failure::Failure;
    /// use std::io::ErrorKind;
    ///
    /// assert_eq!(Failure::unless_written(Err(ErrorKind::BrokenPipe.into())), Ok(()));
    /// assert!(Failure::unless_written(Err(ErrorKind::StorageFull.into())).is_err());
    /// ```
    pub fn unless_written(outcome: io::Result<()>) -> Result<(), Self> {
        match outcome {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Self::output(&error)),
            _ => Ok(()),
        }
    }

    /// Writes it to the standard error output. An error of the write is ignored.
    #[cfg(feature = "cli")]
    pub fn print(&self) {
        use std::io::Write as _;
        let _ = write!(anstream::stderr(), "{self}");
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.what)?;
        if let Some(place) = &self.place {
            writeln!(f, " --> {}", place)?;
        }
        writeln!(f, "  = help: {}", self.next)
    }
}

impl std::error::Error for Failure {}
