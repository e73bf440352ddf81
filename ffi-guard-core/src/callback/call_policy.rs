//! The rules for who may call a closure, and when.

use std::cell::Cell;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Release},
};

/// The rule of one kind of callback. Sealed: there are three.
pub trait CallPolicy: sealed::Sealed {
    #[doc(hidden)]
    fn new() -> Self;

    /// Admits the calling thread, or returns the reason for rejecting it.
    #[doc(hidden)]
    fn enter(&self) -> Result<(), &'static str>;

    /// Ends a call; called once for each `Ok` of `enter`, on the same thread.
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

/// For `FnMut` closures: only the thread that created the callback may call it, one call at a time.
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
        // The thread is compared first, because no other thread may access the cell.
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

/// For `FnMut + Send` closures: any thread may call, one call at a time.
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
        // `Acquire`: a call sees what the previous call wrote, even if it ran on another thread.
        if self.busy.swap(true, Acquire) { Err(BUSY) } else { Ok(()) }
    }

    #[inline]
    fn leave(&self) {
        self.busy.store(false, Release);
    }
}

/// For `Fn + Sync` closures: any number of threads may call at the same time.
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

/// Returns a number that no two live threads share: the address of a thread-local.
#[inline]
fn this_thread() -> usize {
    thread_local! {
        static MARK: u8 = const { 0 };
    }
    MARK.with(|mark| std::ptr::from_ref(mark).addr())
}
