//! The list of guarded calls that run on a thread, innermost first, and the search for abandoned ones.
//!
//! The two functions that each call goes through, `enter` and `exit`, are not inlined: the body of a call may move to
//! another thread with its fibre, and inlined code would continue to use the thread-local of the previous thread.

use super::frame::{self, Frame, ListHead};
use super::report::{Abandoned, report};
use super::stack::Bounds;
use super::thread::Thread;
use crate::panic::name::Name;

/// Determines the bounds of this thread's stack before its first guarded call, which may be in a signal handler.
pub(crate) fn prepare() {
    Thread::current().prepare();
}

/// Begins a call of `name`, with its record in `frame`.
#[inline(never)]
pub(super) extern "C" fn enter(frame: &Frame, name: Name) {
    let thread = Thread::current();
    let (here, head) = (frame.address(), thread.address.get());
    let bounds = thread.bounds();
    let is_next = || head > here && is_record(head, bounds);
    if bounds.contain(here) && (head == ListHead::EMPTY.address || is_next()) {
        thread.push(frame, name);
    } else {
        thread.enter_slow(frame, name);
    }
}

/// Ends the call with the record in `frame`.
///
/// # Safety
///
/// `enter` was called with `frame`.
#[inline(never)]
pub(super) unsafe extern "C" fn exit(frame: &Frame) {
    // SAFETY: the caller has called `enter` with this frame, which wrote the record.
    let below = unsafe { frame.below() };
    // This comes before any access to the thread-local: a fibre that is not tracked may have left its thread, which may
    // have ended.
    if below.is_untracked() {
        return;
    }
    let thread = Thread::current();
    if thread.address.get() == frame.address() {
        thread.set_head(below);
        // SAFETY: the caller has called `enter` with this frame, which wrote the record.
        unsafe { frame.wipe() };
    } else {
        // SAFETY: the caller has called `enter` with this frame, which wrote the record.
        unsafe { thread.exit_below_head(frame) };
    }
}

impl Thread {
    /// Begins a call that is the first of its thread, is on another stack, or finds abandoned calls.
    #[cold]
    #[inline(never)]
    extern "C" fn enter_slow(&self, frame: &Frame, name: Name) {
        self.prepare();
        let bounds = self.bounds();
        if !bounds.contain(frame.address()) {
            return frame.write_untracked();
        }
        let abandoned = self.without_handlers(|| {
            let abandoned = self.remove_abandoned(frame.address(), bounds);
            self.push(frame, name);
            abandoned
        });
        report(abandoned);
    }

    /// Ends a call that is not the head of the list: the calls above it are abandoned.
    ///
    /// # Safety
    ///
    /// `enter` was called with `frame`.
    #[cold]
    #[inline(never)]
    unsafe extern "C" fn exit_below_head(&self, frame: &Frame) {
        // SAFETY: the caller has called `enter` with this frame, which wrote the record.
        let below = unsafe { frame.below() };
        let bounds = self.bounds();
        // One change, because a call of a signal handler could be the first to find the abandoned calls, and make this
        // one the head.
        let abandoned = self.without_handlers(|| {
            let head = self.head();
            let count = head.depth.saturating_sub(below.depth + 1);
            let is_head = head.depth == below.depth + 1
                && (head.address == ListHead::LOST || head.address == frame.address());
            // Otherwise it was considered abandoned before, or this thread has continued on the stack of another
            // thread.
            let is_listed = bounds.contain(frame.address()) && (count > 0 || is_head);
            is_listed.then(|| {
                self.set_head(below);
                Abandoned { count, name: head.name }
            })
        });
        if let Some(abandoned) = abandoned {
            // SAFETY: the caller has called `enter` with this frame, which wrote the record.
            unsafe { frame.wipe() };
            report(abandoned);
        }
    }

    /// Removes abandoned calls from the list. `here` is the frame of a new call.
    fn remove_abandoned(&self, here: usize, bounds: Bounds) -> Abandoned {
        let head = self.head();
        // The callers of the new call are at higher addresses. So is every live call, and the outermost call is the
        // highest.
        let alive = if here >= self.outermost.get() {
            ListHead::EMPTY
        } else {
            first_alive(head, here, bounds)
        };
        if alive.depth == head.depth {
            return Abandoned::NONE;
        }
        self.set_head(alive);
        Abandoned { count: head.depth - alive.depth, name: head.name }
    }
}

/// Returns the list without abandoned calls: its head is the first call that may be live.
fn first_alive(mut head: ListHead, here: usize, bounds: Bounds) -> ListHead {
    // Terminates, because each step decreases the depth.
    while head.address != ListHead::EMPTY.address && head.address != ListHead::LOST {
        match below(head.address, bounds) {
            Some(_) if head.address > here => return head,
            Some(next) if next.depth.wrapping_add(1) == head.depth => head = next,
            // This record was overwritten, so its call is abandoned. Older records cannot be reached; some of their
            // calls may be live.
            _ => head = ListHead::lost(head.depth - 1),
        }
    }
    head
}

fn is_record(address: usize, bounds: Bounds) -> bool {
    below(address, bounds).is_some()
}

/// Returns the list in the record at `address`, if it is still a record.
fn below(address: usize, bounds: Bounds) -> Option<ListHead> {
    if address % Frame::ALIGN != 0 || !bounds.contain_all(address, Frame::SIZE) {
        return None;
    }
    // SAFETY: the address is aligned and inside this thread's stack. Only `push` adds an address to the list, for a
    // call with a frame there, so the stack has been in use down to it, and parts of a stack are never unmapped.
    unsafe { frame::below_record_at(address) }
}
