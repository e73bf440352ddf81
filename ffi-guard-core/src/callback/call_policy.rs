//! Who may call a closure, and when.

use std::cell::Cell;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};

/// The rule of one kind of callback. Sealed: there are three.
pub trait CallPolicy: sealed::Sealed {
    #[doc(hidden)]
    fn new() -> Self;

    /// Lets the calling thread in, or says why not.
    #[doc(hidden)]
    fn enter(&self) -> Result<(), &'static str>;

    /// Called once for each `Ok` of `enter`, on the same thread.
    #[doc(hidden)]
    fn leave(&self);
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::SameThread {}
    impl Sealed for super::Sequential {}
    impl Sealed for super::Concurrent {}
}

const BUSY: &str = "the callback is running already, and it takes one call at a time";

/// For a `FnMut`: the thread that made the callback, one call at a time.
#[derive(Debug)]
pub struct SameThread {
    thread: usize,
    busy: Cell<bool>,
}

impl CallPolicy for SameThread {
    fn new() -> Self {
        Self { thread: this_thread(), busy: Cell::new(false) }
    }

    #[inline]
    fn enter(&self) -> Result<(), &'static str> {
        // The thread first: no other may touch the cell.
        if self.thread != this_thread() {
            return Err("the callback belongs to another thread than the one that calls it");
        }
        if self.busy.replace(true) { Err(BUSY) } else { Ok(()) }
    }

    #[inline]
    fn leave(&self) {
        self.busy.set(false);
    }
}

/// For a `FnMut` that is `Send`: any thread, one call at a time.
#[derive(Debug)]
pub struct Sequential {
    busy: AtomicBool,
}

impl CallPolicy for Sequential {
    fn new() -> Self {
        Self { busy: AtomicBool::new(false) }
    }

    #[inline]
    fn enter(&self) -> Result<(), &'static str> {
        // What the last call wrote is seen by the next, on whatever thread.
        if self.busy.swap(true, Acquire) { Err(BUSY) } else { Ok(()) }
    }

    #[inline]
    fn leave(&self) {
        self.busy.store(false, Release);
    }
}

/// For a `Fn` that is `Sync`: any thread, any number of calls at the same time.
#[derive(Debug)]
pub struct Concurrent;

impl CallPolicy for Concurrent {
    fn new() -> Self {
        Self
    }

    #[inline]
    fn enter(&self) -> Result<(), &'static str> {
        Ok(())
    }

    #[inline]
    fn leave(&self) {}
}

/// A number that no two living threads share: the address of a thread-local.
#[inline]
fn this_thread() -> usize {
    thread_local! {
        static MARK: u8 = const { 0 };
    }
    MARK.with(|mark| std::ptr::from_ref(mark).addr())
}
