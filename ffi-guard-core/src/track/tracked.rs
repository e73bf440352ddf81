//! A call with a record in a stack frame of its own.

use super::frame::Frame;
use super::list;
use crate::panic::name::Name;

/// A running call. Dropped when its body has returned or panicked.
#[must_use = "the call ends when it is dropped"]
pub(super) struct Tracked<'f>(&'f Frame);

impl<'f> Tracked<'f> {
    /// Records that a call of `name` begins, and reports abandoned calls.
    #[inline]
    pub(super) fn enter(frame: &'f Frame, name: Name) -> Self {
        list::enter(frame, name);
        Self(frame)
    }
}

impl Drop for Tracked<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: `enter`, the only constructor, has written the record.
        unsafe { list::exit(self.0) };
    }
}

/// Calls `call`, with a record of a call of `name` in the frame of this function.
///
/// Never inlined: the record needs a frame that no other call shares, as the module `track` explains.
#[inline(never)]
pub(crate) fn tracked<R>(name: Name, call: impl FnOnce() -> R) -> R {
    let frame = Frame::new();
    let _tracked = Tracked::enter(&frame, name);
    call()
}
