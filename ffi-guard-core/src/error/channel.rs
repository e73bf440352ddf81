//! A bounded channel of failures.
//!
//! Every function is `#[inline]`: the channel of the standard library is then compiled in the crates that open one, not
//! in each build of this crate.

use crate::error::Error;
use crate::error::observe::{self, ObserverId, Sink};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// The sending half of a channel.
#[derive(Debug)]
struct Queue {
    sender: SyncSender<Error>,
    dropped: AtomicU64,
}

impl Queue {
    /// Sends a copy of the error, or counts it as dropped if the channel is full. Never blocks: the C caller of the
    /// failing function is waiting.
    #[inline]
    fn send(&self, error: &Error) {
        if self.sender.try_send(*error).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Receives the failures of this artifact's guarded functions; made by [`channel`].
///
/// Dropping it ends the subscription. As an iterator it blocks until the next failure and never ends.
#[derive(Debug)]
pub struct Failures {
    receiver: Receiver<Error>,
    queue: Arc<Queue>,
    id: ObserverId,
}

/// Opens a channel that receives a copy of every failure of this artifact's guarded functions.
///
/// The channel holds `capacity` failures (at least 1, each about 1.3 KiB). They are allocated here, so the failure path
/// allocates nothing. If the channel is full, a failure is dropped and counted in [`Failures::dropped`].
///
/// # Panics
///
/// Panics if `capacity` failures exceed the address space. Aborts if their allocation fails.
///
/// # Examples
///
/// ```
/// #[ffi_guard::ffi_export(fallback = -1)]
/// #[unsafe(no_mangle)]
/// pub extern "C" fn channel_doc_parse(byte: u8) -> i32 {
///     char::from(byte).to_digit(10).expect("not a digit") as i32
/// }
///
/// let failures = ffi_guard::channel(16);
/// let c_side = std::thread::spawn(|| channel_doc_parse(b'x'));
///
/// assert_eq!(failures.recv().message(), "not a digit");
/// assert_eq!(failures.dropped(), 0);
/// assert_eq!(c_side.join().unwrap(), -1);
/// # assert_eq!((size_of::<ffi_guard::Error>() as f64 / 1024.0 * 10.0).round(), 13.0);
/// ```
#[must_use]
#[inline]
pub fn channel(capacity: usize) -> Failures {
    let (sender, receiver) = sync_channel(capacity.max(1));
    let queue = Arc::new(Queue { sender, dropped: AtomicU64::new(0) });
    let sending = Arc::clone(&queue);
    let id = observe::add(Sink::Channel(Arc::new(move |error| sending.send(error))));
    Failures { receiver, queue, id }
}

impl Failures {
    /// Blocks until the next failure.
    ///
    /// A thread that blocks here runs code of the library: end it before `dlclose`.
    #[must_use]
    #[inline]
    pub fn recv(&self) -> Error {
        // `self.queue` keeps the sending half alive, so `recv` does not fail.
        self.receiver.recv().unwrap_or(Error::BLANK)
    }

    /// Returns the next failure, or `None` if there is none yet.
    #[must_use]
    #[inline]
    pub fn try_recv(&self) -> Option<Error> {
        self.receiver.try_recv().ok()
    }

    /// Blocks until the next failure, at most for `limit`.
    #[must_use]
    #[inline]
    pub fn recv_timeout(&self, limit: Duration) -> Option<Error> {
        self.receiver.recv_timeout(limit).ok()
    }

    /// Returns how many failures were dropped because the channel was full.
    #[must_use]
    #[inline]
    pub fn dropped(&self) -> u64 {
        self.queue.dropped.load(Ordering::Relaxed)
    }
}

impl Iterator for Failures {
    type Item = Error;

    #[inline]
    fn next(&mut self) -> Option<Error> {
        Some(self.recv())
    }
}

impl Drop for Failures {
    #[inline]
    fn drop(&mut self) {
        self.id.remove();
    }
}
