//! The scopes that are open on a thread, the innermost first: where a callback without user data finds the
//! frame that its panic goes on in.
//!
//! A scope is a node on the heap. C may jump over the frame that opened it; a node there would dangle,
//! where this one leaks. Fibres may close scopes in another order than they opened them, so a node is
//! taken out wherever it is; and may close one on another thread, where it is not found, and stays. What looks
//! at the list is not inlined into the frame of a scope: the compiler would find the thread-local once, and use
//! it again after the fibre has come to another thread.

use super::panic_slot::PanicSlot;
use std::cell::Cell;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

pub(super) struct Node {
    panics: PanicSlot,
    /// Whether nobody waits for a panic any more: of a node that its own thread could not be rid of.
    closed: AtomicBool,
    /// Touched by the thread in whose list the node is.
    outer: Cell<*const Node>,
}

thread_local! {
    // Const-initialised and without `Drop`, for the reasons that `last.rs` gives.
    static INNERMOST: Cell<*const Node> = const { Cell::new(ptr::null()) };
}

/// A node in the list of the thread that made it.
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
        // SAFETY: freed by `drop` alone.
        unsafe { &self.0.as_ref().panics }
    }
}

impl Drop for OpenScope {
    fn drop(&mut self) {
        if unlink(self.0) {
            // SAFETY: `new` leaked it, and no list leads to it any more.
            drop(unsafe { Box::from_raw(self.0.as_ptr()) });
        } else {
            // SAFETY: not freed, as another thread's list may lead to it.
            unsafe { self.0.as_ref() }.closed.store(true, Relaxed);
        }
    }
}

/// IntoOwned a node out of this thread's list; whether it was there.
#[inline(never)]
fn unlink(node: NonNull<Node>) -> bool {
    INNERMOST.with(|innermost| {
        let mut link = innermost;
        // SAFETY: a node in the list is not freed before it is taken out, and only this thread does that.
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

/// The panics of the innermost scope that is open on this thread.
#[inline(never)]
pub(super) fn with_innermost<R>(f: impl FnOnce(Option<&PanicSlot>) -> R) -> R {
    let mut node = INNERMOST.get();
    // SAFETY: as in `unlink`.
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

    /// How many scopes the list of this thread holds.
    fn held() -> usize {
        // SAFETY: as in `unlink`.
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
        assert_eq!((innermost(), held()), (of_third, 2));
        drop(third);
        assert_eq!(innermost(), of_first);
        drop(first);
        assert!(innermost().is_null());
    }

    struct Migrating(OpenScope);
    // SAFETY: a fibre would take the frame that holds it to another thread; nothing else uses it meanwhile.
    unsafe impl Send for Migrating {}

    /// The list of the first thread still leads to it.
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
