//! The list of one thread: its head, and the bounds of the stack that contains its records.
//!
//! A signal handler may interrupt this at any instruction and make guarded calls of its own. They are below the
//! interrupted call and end before it continues, so they leave the list as they found it, unless they find abandoned
//! calls. They find none while the list is being changed: a change of one store stores the address of the head last, and
//! [`Thread::without_handlers`] excludes them from a larger change.
//!
//! The thread-local is const-initialised and has no `Drop`, for the reasons given in `last_error.rs`.

use super::frame::{Frame, ListHead};
use super::stack::{self, Bounds};
use crate::panic::name::Name;
use std::cell::Cell;
use std::sync::atomic::{Ordering::SeqCst, compiler_fence};

/// The state of one thread.
pub(super) struct Thread {
    pub(super) address: Cell<usize>,
    name: Cell<Name>,
    depth: Cell<usize>,
    /// The record of the outermost call, which has the highest address. Meaningless while the list is empty.
    pub(super) outermost: Cell<usize>,
    low: Cell<usize>,
    /// 0 while no calls may be added to the list.
    size: Cell<usize>,
    /// Whether the bounds are known.
    ready: Cell<bool>,
}

thread_local! {
    pub(super) static THREAD: Thread = const {
        Thread {
            address: Cell::new(ListHead::EMPTY.address),
            name: Cell::new(ListHead::EMPTY.name),
            depth: Cell::new(ListHead::EMPTY.depth),
            outermost: Cell::new(0),
            low: Cell::new(Bounds::NONE.low),
            size: Cell::new(Bounds::NONE.size),
            ready: Cell::new(false),
        }
    };
}

/// The list of a thread while another one replaces it.
pub(super) struct SavedList {
    head: ListHead,
    outermost: usize,
}

impl Thread {
    /// Returns the state of the calling thread. Callers do not run inside of `LocalKey::with`, which would prevent
    /// inlining.
    #[inline(always)]
    pub(super) fn current<'call>() -> &'call Self {
        // SAFETY: a thread-local without a destructor exists until its thread runs no more code, so longer than this
        // call.
        unsafe { &*THREAD.with(std::ptr::from_ref) }
    }

    /// Determines the bounds of the stack, if they are not known yet.
    pub(super) fn prepare(&self) {
        if !self.ready.get() {
            let Bounds { low, size } = stack::of_this_thread();
            self.low.set(low);
            compiler_fence(SeqCst);
            self.size.set(size);
            self.ready.set(true);
        }
    }

    #[inline]
    pub(super) fn bounds(&self) -> Bounds {
        Bounds { low: self.low.get(), size: self.size.get() }
    }

    #[inline]
    pub(super) fn head(&self) -> ListHead {
        ListHead { address: self.address.get(), name: self.name.get(), depth: self.depth.get() }
    }

    /// Sets the head. The address is stored last: until then a signal handler continues from the old head.
    #[inline]
    pub(super) fn set_head(&self, head: ListHead) {
        self.name.set(head.name);
        self.depth.set(head.depth);
        compiler_fence(SeqCst);
        self.address.set(head.address);
        compiler_fence(SeqCst);
    }

    #[inline]
    pub(super) fn push(&self, frame: &Frame, name: Name) {
        let (here, below) = (frame.address(), self.head());
        frame.write(below);
        compiler_fence(SeqCst);
        self.set_head(ListHead { address: here, name, depth: below.depth + 1 });
        // Set after the address: a signal handler that runs in between finds a list that is not empty, and does not set
        // this.
        if below.address == ListHead::EMPTY.address {
            self.outermost.set(here);
        }
    }

    /// Starts an empty list and returns the previous one.
    #[inline]
    pub(super) fn save(&self) -> SavedList {
        let saved = SavedList { head: self.head(), outermost: self.outermost.get() };
        self.set_head(ListHead::EMPTY);
        saved
    }

    /// Restores a list. The calls that remain in the current one are abandoned, and are added to it.
    #[inline]
    pub(super) fn restore(&self, SavedList { head, outermost }: SavedList) {
        let left = self.depth.get();
        // If the restored list is empty, the next call finds the abandoned calls wherever its frame is.
        self.outermost.set(if head.address == ListHead::EMPTY.address { 0 } else { outermost });
        self.set_head(if left == 0 { head } else { ListHead::lost(head.depth + left) });
    }

    /// Changes the list while the calls of signal handlers are not tracked. If a handler jumps out of this, the thread
    /// stays untracked.
    #[inline]
    pub(super) fn without_handlers<R>(&self, change: impl FnOnce() -> R) -> R {
        let size = self.size.replace(0);
        compiler_fence(SeqCst);
        let result = change();
        compiler_fence(SeqCst);
        self.size.set(size);
        result
    }
}
