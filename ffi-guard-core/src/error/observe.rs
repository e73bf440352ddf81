//! Who is told of each failure: functions, channels, the C callback, `tracing`.
//!
//! The error is the thread's latest one while they are told, and is made so again after each of them: the failures that
//! an observer causes do not hide the one it was told of. No lock is held while code of others runs.

use crate::error::Error;
use crate::error::c_api;
use crate::error::channel::Queue;
use crate::error::last_error::SavedError;
use crate::panic::payload;
use std::cell::Cell;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::{Arc, PoisonError, RwLock};

#[derive(Clone)]
pub(crate) enum Sink {
    Function(fn(&Error)),
    Channel(Arc<Queue>),
}

/// A slot that was given up is `None` and used again, so that the indices stay valid in [`tell`].
static SINKS: RwLock<Vec<Option<Sink>>> = RwLock::new(Vec::new());

/// How many slots there are. Beside the lock, whose word all threads that fail would write: mostly there are none.
static SLOTS: AtomicUsize = AtomicUsize::new(0);

/// Calls `observer` for every failure of a guarded function of this artifact, on the thread that
/// failed, before the function returns its fallback; with the feature `track-frames` also for calls that were
/// abandoned, of the kind [`Abandoned`](crate::ErrorKind::Abandoned).
///
/// Observers are called in the order of registration and stay registered. An observer may call
/// guarded functions, and is not told of the failures that it causes in this way; a failure that an
/// observer causes while it is told of another observer's is told to channels alone. If it panics, the
/// panic is kept from the caller and from the other observers.
/// The failure is the thread's [`last_error`](crate::last_error) when each observer is called, and when the
/// function returns, whatever an observer does.
///
/// It runs on the failure path: copy the [`Error`] and be done, or use a
/// [`channel`](crate::channel) for work that takes time. Registering the same function twice calls it
/// twice.
///
/// # Examples
///
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering};
///
/// static FAILURES: AtomicU32 = AtomicU32::new(0);
///
/// #[ffi_guard::ffi_export(fallback = 0)]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn observe_doc_boom() -> u32 {
///     panic!("boom")
/// }
///
/// ffi_guard::observe(|error| {
///     assert_eq!(error.message(), "boom");
///     FAILURES.fetch_add(1, Ordering::Relaxed);
/// });
/// observe_doc_boom();
/// assert_eq!(FAILURES.load(Ordering::Relaxed), 1);
/// ```
pub fn observe(observer: fn(&Error)) {
    add(Sink::Function(observer));
}

pub(crate) fn add(sink: Sink) {
    let mut sinks = SINKS.write().unwrap_or_else(PoisonError::into_inner);
    match sinks.iter_mut().find(|slot| slot.is_none()) {
        Some(slot) => *slot = Some(sink),
        None => sinks.push(Some(sink)),
    }
    SLOTS.store(sinks.len(), Release);
}

pub(crate) fn remove(queue: &Arc<Queue>) {
    let mut sinks = SINKS.write().unwrap_or_else(PoisonError::into_inner);
    for slot in &mut *sinks {
        if matches!(slot, Some(Sink::Channel(other)) if Arc::ptr_eq(other, queue)) {
            *slot = None;
        }
    }
}

/// The sink in slot `index`, out of the lock.
fn get(index: usize) -> Option<Sink> {
    SINKS.read().unwrap_or_else(PoisonError::into_inner).get(index).cloned().flatten()
}

/// Tells everybody, each in a catch of its own. `kept` is the thread's record, restored after each.
pub(crate) fn notify(error: &Error, kept: &SavedError<'_>) {
    #[cfg(not(feature = "track-frames"))]
    notify_each(error, kept);
    #[cfg(feature = "track-frames")]
    crate::track::with_separate_list(|| notify_each(error, kept));
}

fn notify_each(error: &Error, kept: &SavedError<'_>) {
    // Who registers meanwhile is told of the next one.
    for index in 0..SLOTS.load(Acquire) {
        match get(index) {
            Some(Sink::Function(observer)) => unless_nested(index.min(LAST_OBSERVER), || {
                payload::catch_and_discard(|| observer(error));
                kept.restore();
            }),
            Some(Sink::Channel(queue)) => queue.send(error),
            None => {}
        }
    }
    #[cfg(feature = "tracing")]
    unless_nested(TRACING, || {
        payload::catch_and_discard(|| event(error));
        kept.restore();
    });
    unless_nested(CALLBACK, || {
        c_api::call_back(error);
        kept.restore();
    });
}

/// The numbers of those who are told, for [`NOTIFYING`]; observers beyond the last share its number.
const LAST_OBSERVER: usize = 61;
#[cfg(feature = "tracing")]
const TRACING: usize = 62;
const CALLBACK: usize = 63;

thread_local! {
    /// Whom this thread is telling right now, a bit each. Const-initialised and without `Drop`, for the
    /// reasons that `last.rs` gives.
    static NOTIFYING: Cell<u64> = const { Cell::new(0) };
}

/// How deep failures are told of that are caused by telling: each of n observers that causes one tells
/// the others of it, and each level more would multiply that by n.
const DEPTH: u32 = 2;

/// A failure that somebody causes while being told of another is not told to them: they would cause
/// the next one, without end. Everybody else is told, and channels get each.
fn unless_nested(number: usize, tell: impl FnOnce()) {
    let inside = NOTIFYING.get();
    let bit = 1 << number;
    if inside & bit == 0 && inside.count_ones() < DEPTH {
        NOTIFYING.set(inside | bit);
        tell();
        NOTIFYING.set(inside);
    }
}

#[cfg(feature = "tracing")]
fn event(error: &Error) {
    let location = error.location();
    tracing::error!(
        target: "ffi_guard",
        kind = %error.kind(),
        function = error.function(),
        file = location.map(|l| l.file()),
        line = location.map(|l| l.line()),
        column = location.map(|l| l.column()),
        count = error.count(),
        "{}",
        error.message()
    );
}
