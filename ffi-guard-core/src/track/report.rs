//! What is told of calls that were abandoned.

use super::list::Abandoned;
use crate::error::last_error::SavedError;
use crate::error::text::Text;
use crate::error::{Error, ErrorKind, OwnedLocation};
use crate::error::{last_error, observe};
use crate::panic::location;
use std::fmt::Write;

/// Tells the observers, if there is something to tell.
///
/// The list is in order by now: they may make guarded calls. The call that has found out is no failure, so
/// its thread's last error stays as it is, whatever failures they cause. It may be about to fail: where its
/// panic was raised stays known.
pub(super) fn report(Abandoned { count, name }: Abandoned) {
    if count == 0 {
        return;
    }
    let error = Error {
        kind: ErrorKind::Abandoned,
        code: i32::try_from(count).unwrap_or(i32::MAX),
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
    // A text that is too long is cut; it does not fail.
    let _ = write!(
        text,
        "{count} guarded {were} abandoned (longjmp?): no destructor of {of_them} has run"
    );
    text
}
