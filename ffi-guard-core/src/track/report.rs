//! Reports abandoned calls to observers.

use crate::error::last_error::SavedError;
use crate::error::text::Text;
use crate::error::{Error, ErrorKind, OwnedLocation};
use crate::error::{last_error, observe};
use crate::panic::location;
use crate::panic::name::Name;
use std::fmt::Write;

/// Calls that C has jumped over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Abandoned {
    pub(super) count: usize,
    /// The innermost of them.
    pub(super) name: Name,
}

impl Abandoned {
    pub(super) const NONE: Self = Self { count: 0, name: Name::UNKNOWN };
}

/// Notifies the observers, unless the number of calls is 0.
///
/// The list of calls is consistent when this runs, so observers may make guarded calls. The call that found the abandoned
/// ones has not failed, so the last error of the thread is restored. It may be about to fail, so the recorded locations of
/// panics are restored too.
pub(super) fn report(Abandoned { count, name }: Abandoned) {
    if count == 0 {
        return;
    }
    let error = Error {
        kind: ErrorKind::Abandoned,
        c_code: i32::try_from(count).unwrap_or(i32::MAX),
        count: last_error::count(),
        function: name.get(),
        message: message(count),
        place: OwnedLocation::UNKNOWN,
    };
    let before = last_error::last_error();
    let kept = SavedError::earlier(before.as_ref());
    location::undisturbed(|| observe::notify(&error, &kept));
}

fn message<const N: usize>(count: usize) -> Text<N> {
    let (were, of_them) = if count == 1 { ("call was", "it") } else { ("calls were", "them") };
    let mut text = Text::EMPTY;
    // `Text` cuts a text that is too long, and returns no error.
    let _ = write!(
        text,
        "{count} guarded {were} abandoned (longjmp?): no destructor of {of_them} has run"
    );
    text
}
