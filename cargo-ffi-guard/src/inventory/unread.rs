//! The failure of a command whose sources could not all be read.

use super::model::UnreadSource;
use crate::failure::Failure;
use crate::sources::{place, relative};
use std::path::Path;

/// Returns the failure of a command that needs all sources, or `None` if all of them were read.
pub(crate) fn unread_failure(unread: &[UnreadSource], root: &Path) -> Option<Failure> {
    let first = unread.first()?;
    let span = &first.span;
    let place = place(&relative(&span.file, root), span.line, span.column);
    let more = match unread.len() {
        1 => String::new(),
        many => format!(" (and {} more)", many - 1),
    };
    let next = "make the crate compile, or correct the file, then run the command again; for a file with syntax that \
                this version does not know, add --allow-unread GLOB";
    Some(Failure::at(Path::new(&place), format!("not read: {}{more}", first.what), next))
}
