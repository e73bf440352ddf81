//! The open scopes of each thread, innermost first. A panic of a callback without user data continues in the frame of
//! the innermost scope.
//!
//! A scope is a node on the heap. C may jump over the frame that opened it; a node in that frame would dangle, but a
//! node on the heap leaks. Fibres may close scopes in a different order than they opened them, so a node can be removed
//! from any position. They may also close a scope on another thread; it is then not found, and stays. Functions that
//! read the list are not inlined into the frame of a scope: the compiler would compute the address of the thread-local
//! once and reuse it after the fibre has moved to another thread.

use super::panic_slot::PanicSlot;
use std::cell::Cell;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

pub(super) struct Node {
    panics: PanicSlot,
    /// Whether the scope has ended, for a node that could not be removed from the list of its thread.
    closed: AtomicBool,
    /// Only accessed by the thread whose list contains the node.
    outer: Cell<*const Node>,
}

thread_local! {
    // Const-initialised and without `Drop`, for the reasons given in `last_error.rs`.
    static INNERMOST: Cell<*const Node> = const { Cell::new(ptr::null()) };
}

/// An open scope: a node in the list of the thread that created it.
pub(super) struct OpenScope(NonNull<Node>);

impl OpenScope {
    #[inline(never)]
    pub(super) fn new() -> Self {
        let outer = Cell::new(INNERMOST.get());
        let node =
            Box::new(Node { panics: PanicSlot::new(), closed: AtomicBool::new(false), outer });
        let node = NonNull::from(Box::leak(node));
        INNERMOST.set(node.as_ptr());
        Self(node)
    }

    pub(super) fn panics(&self) -> &PanicSlot {
        // SAFETY: only `drop` frees the node.
        unsafe { &self.0.as_ref().panics }
    }
}

impl Drop for OpenScope {
    fn drop(&mut self) {
        if unlink(self.0) {
            // SAFETY: `new` leaked the node, and `unlink` has removed it from the only list that contained it.
            drop(unsafe { Box::from_raw(self.0.as_ptr()) });
        } else {
            // SAFETY: the node is not freed, because the list of another thread may contain it.
            unsafe { self.0.as_ref() }.closed.store(true, Relaxed);
        }
    }
}

/// Removes a node from the list of this thread. Returns whether the list contained it.
#[inline(never)]
fn unlink(node: NonNull<Node>) -> bool {
    INNERMOST.with(|innermost| {
        let mut link = innermost;
        // SAFETY: a node is removed from its list before it is freed, and only this thread changes this list.
        while let Some(next) = unsafe { link.get().as_ref() } {
            if ptr::eq(next, node.as_ptr()) {
                link.set(next.outer.get());
                return true;
            }
            link = &next.outer;
        }
        false
    })
}

/// Calls `f` with the panic slot of the innermost open scope of this thread.
#[inline(never)]
pub(super) fn with_innermost<R>(f: impl FnOnce(Option<&PanicSlot>) -> R) -> R {
    let mut node = INNERMOST.get();
    // SAFETY: a node is removed from its list before it is freed, and only this thread changes this list.
    while let Some(next) = unsafe { node.as_ref() } {
        if !next.closed.load(Relaxed) {
            return f(Some(&next.panics));
        }
        node = next.outer.get();
    }
    f(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn innermost() -> *const PanicSlot {
        with_innermost(|panics| panics.map_or(ptr::null(), ptr::from_ref))
    }

    /// Returns the number of scopes in the list of this thread.
    fn list_len() -> usize {
        // SAFETY: a node is removed from its list before it is freed, and only this thread changes this list.
        std::iter::successors(unsafe { INNERMOST.get().as_ref() }, |node| unsafe {
            node.outer.get().as_ref()
        })
        .count()
    }

    #[test]
    fn scopes_may_close_in_any_order() {
        let [first, second, third] = [(); 3].map(|()| OpenScope::new());
        let of_first: *const PanicSlot = first.panics();
        let of_third: *const PanicSlot = third.panics();
        drop(second);
        assert_eq!((innermost(), list_len()), (of_third, 2));
        drop(third);
        assert_eq!(innermost(), of_first);
        drop(first);
        assert!(innermost().is_null());
    }

    struct Migrating(OpenScope);
    // SAFETY: only one thread at a time uses the scope, as if a fibre moved its frame to another thread.
    unsafe impl Send for Migrating {}

    /// The list of the first thread still contains the scope.
    #[test]
    fn a_scope_closed_on_another_thread_is_passed_over() {
        let outer = OpenScope::new();
        let migrating = Migrating(OpenScope::new());
        std::thread::spawn(move || {
            let Migrating(open) = { migrating };
            drop(open);
            assert!(innermost().is_null());
        })
        .join()
        .expect("no panic");
        assert_eq!(innermost(), ptr::from_ref(outer.panics()));
        drop(outer);
        assert!(innermost().is_null());
    }
}
