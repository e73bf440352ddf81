//! The reasons for rejecting a handle. Each completes the sentence "the argument …".

use crate::convert::InvalidArgument;

pub(super) const NO_HANDLE: InvalidArgument = InvalidArgument::new("is not a handle");
pub(super) const FREED: InvalidArgument = InvalidArgument::new("has been freed");
pub(super) const LOAN_ENDED: InvalidArgument =
    InvalidArgument::new("was lent to a callback that has returned");
pub(crate) const READ_ONLY: InvalidArgument =
    InvalidArgument::new("is lent to a callback, which may only read it");
pub(crate) const LENT: InvalidArgument =
    InvalidArgument::new("is lent to a callback, which does not own it");
pub(super) const OTHER_TYPE: InvalidArgument = InvalidArgument::new("is a handle of another type");
pub(super) const OTHER_THREAD: InvalidArgument =
    InvalidArgument::new("belongs to another thread, the only one that may use it");
pub(super) const IN_USE: InvalidArgument =
    InvalidArgument::new("is in use by another call, or as another argument");
pub(super) const TOO_MANY: InvalidArgument =
    InvalidArgument::new("is in use by as many calls as can be counted");

pub(super) const FULL: InvalidArgument =
    InvalidArgument::new("cannot become a handle: there is no number left for it");
pub(super) const NO_MEMORY: InvalidArgument =
    InvalidArgument::new("cannot become a handle: there is no memory for it");
pub(super) const NO_THREAD: InvalidArgument = InvalidArgument::new(
    "cannot become a handle of this thread: there is no number left for the thread",
);
