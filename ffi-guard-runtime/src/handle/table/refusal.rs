//! Why a handle is refused. Each completes the sentence "the argument …".

use crate::convert::Refused;

pub(super) const NO_HANDLE: Refused = Refused::new("is no handle");
pub(super) const FREED: Refused = Refused::new("has been freed");
pub(super) const OTHER_TYPE: Refused = Refused::new("is a handle of another type");
pub(super) const OTHER_THREAD: Refused =
    Refused::new("belongs to another thread, the only one that may use it");
pub(super) const IN_USE: Refused =
    Refused::new("is in use by another call, or as another argument");
pub(super) const TOO_MANY: Refused = Refused::new("is in use by as many calls as can be counted");

pub(super) const FULL: Refused =
    Refused::new("cannot become a handle: there is no number left for it");
pub(super) const NO_MEMORY: Refused =
    Refused::new("cannot become a handle: there is no memory for it");
pub(super) const NO_THREAD: Refused =
    Refused::new("cannot become a handle of this thread: there is no number left for the thread");
