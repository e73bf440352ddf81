//! Notifies observers of each failure: functions, channels, `tracing`, and the C callback.
//!
//! While an observer runs, the failure is the thread's last error. The last error is restored after each observer, so
//! failures that one observer causes do not hide the failure from the next. No lock is held while an observer runs.

use crate::error::Error;
use crate::error::c_api;
use crate::error::last_error::SavedError;
use crate::panic::payload;
use std::cell::Cell;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::{Arc, PoisonError, RwLock};

#[derive(Clone)]
pub(crate) enum Sink {
    Function(fn(&Error)),
    /// Sends a copy to a channel; never blocks, panics or fails.
    Channel(Arc<dyn Fn(&Error) + Send + Sync>),
}

/// Names an observer that [`observe`] has registered.
///
/// Dropping the id changes nothing: the observer stays registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ObserverId(u64);

impl ObserverId {
    /// Removes the observer; has no effect if it was removed before.
    ///
    /// A thread that is notifying observers at this moment may still call it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::atomic::{AtomicU32, Ordering};
    /// # static FAILURES: AtomicU32 = AtomicU32::new(0);
    /// # #[ffi_guard::ffi_export(fallback = 0)]
    /// # #[unsafe(no_mangle)]
    /// # pub extern "C" fn observer_id_doc_boom() -> u32 {
    /// #     panic!("boom")
    /// # }
    /// let id = ffi_guard::observe(|_| _ = FAILURES.fetch_add(1, Ordering::Relaxed));
    /// observer_id_doc_boom();
    /// id.remove();
    /// observer_id_doc_boom();
    /// assert_eq!(FAILURES.load(Ordering::Relaxed), 1);
    /// ```
    pub fn remove(self) {
        let mut sinks = SINKS.write().unwrap_or_else(PoisonError::into_inner);
        sinks.entries.retain(|(id, _)| *id != self.0);
        sinks.publish_newest();
    }
}

struct Sinks {
    /// Sorted by id. Ids begin at 1.
    entries: Vec<(u64, Sink)>,
    last_id: u64,
}

impl Sinks {
    fn publish_newest(&self) {
        NEWEST.store(self.entries.last().map_or(0, |(id, _)| *id), Release);
    }
}

static SINKS: RwLock<Sinks> = RwLock::new(Sinks { entries: Vec::new(), last_id: 0 });

/// The highest id in `SINKS`, or 0 if it is empty. Kept outside the lock, because every failing thread would write to
/// the lock word.
static NEWEST: AtomicU64 = AtomicU64::new(0);

/// Calls `observer` for every failure of a guarded function of this artifact.
///
/// The observer runs on the thread that failed, before the function returns its fallback. With the feature
/// `track-frames` it is also called for abandoned calls, with the kind
/// [`Abandoned`](crate::ErrorKind::Abandoned).
///
/// Observers run in the order of registration and stay registered until [`ObserverId::remove`]. Registering a function
/// twice calls it twice. If an observer panics, neither the caller nor the other observers notice.
///
/// An observer may call guarded functions. It is not notified of the failures that it causes. If it causes a failure
/// while another observer is already running on the thread, only channels receive that failure. When each observer
/// starts, and when the guarded function returns, [`last_error`](crate::last_error) is the observed failure, whatever
/// the observers do.
///
/// An observer delays the failing call: copy the [`Error`] and return, or use a [`channel`](crate::channel) for work
/// that takes time.
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
pub fn observe(observer: fn(&Error)) -> ObserverId {
    add(Sink::Function(observer))
}

pub(crate) fn add(sink: Sink) -> ObserverId {
    let mut sinks = SINKS.write().unwrap_or_else(PoisonError::into_inner);
    sinks.last_id += 1;
    let id = sinks.last_id;
    sinks.entries.push((id, sink));
    sinks.publish_newest();
    ObserverId(id)
}

/// Returns the first sink with an id above `id`, up to `newest`. The lock is released when this returns, and not taken if
/// there is none.
fn next_after(id: u64, newest: u64) -> Option<(u64, Sink)> {
    if id >= newest {
        return None;
    }
    let sinks = SINKS.read().unwrap_or_else(PoisonError::into_inner);
    let index = sinks.entries.partition_point(|(own, _)| *own <= id);
    sinks.entries.get(index).filter(|(own, _)| *own <= newest).cloned()
}

/// Notifies all observers, each in its own catch. `saved` restores the thread's last error after each of them.
pub(crate) fn notify(error: &Error, saved: &SavedError<'_>) {
    #[cfg(not(feature = "track-frames"))]
    notify_each(error, saved);
    #[cfg(feature = "track-frames")]
    crate::track::separate_list::with_separate_list(|| notify_each(error, saved));
}

fn notify_each(error: &Error, saved: &SavedError<'_>) {
    // An observer that is registered from now on is notified of the next failure.
    let newest = NEWEST.load(Acquire);
    let mut last = 0;
    while let Some((id, sink)) = next_after(last, newest) {
        match sink {
            Sink::Function(observer) => unless_nested(id, || {
                payload::catch_and_discard(|| observer(error));
                saved.restore();
            }),
            Sink::Channel(send) => send(error),
        }
        last = id;
    }
    #[cfg(feature = "tracing")]
    unless_nested(TRACING, || {
        payload::catch_and_discard(|| event(error));
        saved.restore();
    });
    unless_nested(CALLBACK, || {
        c_api::call_back(error);
        saved.restore();
    });
}

/// Ids for [`unless_nested`] that no registered observer has.
#[cfg(feature = "tracing")]
const TRACING: u64 = u64::MAX - 1;
const CALLBACK: u64 = u64::MAX;

/// How many observers may run on a thread at the same time, one inside the other. If each of n observers causes a
/// failure, each further level would multiply the number of notifications by n.
const DEPTH: usize = 2;

thread_local! {
    /// The ids of the observers that run on this thread, outermost first; 0 for none. Const-initialised and without
    /// `Drop`, for the reasons given in `last_error.rs`.
    static RUNNING: Cell<[u64; DEPTH]> = const { Cell::new([0; DEPTH]) };
}

/// Calls `notify`, unless this observer already runs on this thread: it would cause failures without end.
fn unless_nested(id: u64, notify: impl FnOnce()) {
    let outer = RUNNING.get();
    let free = outer.iter().position(|running| *running == 0);
    if let Some(level) = free.filter(|_| !outer.contains(&id)) {
        let mut running = outer;
        running[level] = id;
        RUNNING.set(running);
        notify();
        RUNNING.set(outer);
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
