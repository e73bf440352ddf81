//! A bounded channel of failures, for a thread that wants them.

use crate::error::Error;
use crate::error::observe::{self, Sink};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// The sending half, as the failure path sees it.
#[derive(Debug)]
pub(crate) struct Queue {
    sender: SyncSender<Error>,
    dropped: AtomicU64,
}

impl Queue {
    /// Never waits: the failing thread owes its C caller an answer.
    pub(crate) fn send(&self, error: &Error) {
        if self.sender.try_send(*error).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The failures of this artifact's guarded functions, from the moment [`channel`] was called.
///
/// Dropping it ends the subscription. As an iterator it waits for the next failure and never ends.
#[derive(Debug)]
pub struct Failures {
    receiver: Receiver<Error>,
    queue: Arc<Queue>,
}

/// Opens a channel that gets a copy of every failure of this artifact's guarded functions.
///
/// `capacity` failures are held (at least 1, each about 1.3 KiB), allocated here, so that nothing is
/// allocated on the failure path. A failure that finds the channel full is not waited for: it is
/// counted in [`Failures::dropped`].
///
/// # Panics
///
/// If `capacity` failures are more than can be addressed. Where there is merely no memory for them, the
/// process aborts.
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
pub fn channel(capacity: usize) -> Failures {
    let (sender, receiver) = sync_channel(capacity.max(1));
    let queue = Arc::new(Queue { sender, dropped: AtomicU64::new(0) });
    observe::add(Sink::Channel(Arc::clone(&queue)));
    Failures { receiver, queue }
}

impl Failures {
    /// Waits for the next failure.
    ///
    /// A thread that waits inside a library keeps it in use: end the thread before `dlclose`.
    #[must_use]
    pub fn recv(&self) -> Error {
        // The sending half lives at least as long as `self`, which holds it.
        self.receiver.recv().unwrap_or(Error::BLANK)
    }

    /// The next failure, if one is there.
    #[must_use]
    pub fn try_recv(&self) -> Option<Error> {
        self.receiver.try_recv().ok()
    }

    /// Waits for the next failure for at most `limit`.
    #[must_use]
    pub fn recv_timeout(&self, limit: Duration) -> Option<Error> {
        self.receiver.recv_timeout(limit).ok()
    }

    /// How many failures found the channel full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.queue.dropped.load(Ordering::Relaxed)
    }
}

impl Iterator for Failures {
    type Item = Error;

    fn next(&mut self) -> Option<Error> {
        Some(self.recv())
    }
}

impl Drop for Failures {
    fn drop(&mut self) {
        observe::remove(&self.queue);
    }
}
