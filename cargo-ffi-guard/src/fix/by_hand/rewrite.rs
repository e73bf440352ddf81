//! The result of a rewrite.

use crate::fix::edit::Edit;
use std::path::PathBuf;

/// A function without its guard, but still without the attribute.
pub(in crate::fix) struct Rewrite {
    pub(in crate::fix) file: PathBuf,
    pub(in crate::fix) edit: RewriteEdit,
    /// The argument of the attribute.
    pub(in crate::fix) argument: Option<String>,
    /// The macro of the crate that it no longer calls.
    pub(in crate::fix) no_longer_calls: Option<String>,
}

/// The change of the text.
pub(in crate::fix) enum RewriteEdit {
    /// The guard in the body. The attribute goes in front of the one that exports.
    Body(Edit),
    /// The macro call around the function. The text has the attribute's place.
    Item { before: String, after: String, bytes: std::ops::Range<usize> },
}
