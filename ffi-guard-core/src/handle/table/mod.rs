//! The registry of checked handles: what C gets is a token, which is looked up here and never dereferenced.
//!
//! A token is a number in a pointer: the index of an entry, and the generation of the entry that it is for (`word`).
//! An entry (`entry`) keeps the address of the value, with its provenance, and one word for its state: generation, and
//! who holds it. Looking up, holding and letting go are changes of that word, without a lock; `free_lists` says which
//! entries are free, under one. Entries are in `chunks`, which are never freed, so any number may be looked up.
//!
//! - A generation is never used twice. An entry whose last one has ended is retired; on 32-bit targets, where it has
//!   16 bits, after 65,535 handles. There can be 65,535 entries there, and when all are in use or retired, there
//!   are no more handles: `insert` refuses. On 64-bit targets both numbers are 4,294,967,295.
//! - An entry is used for values of one type for ever. The memory of freed handles goes to handles of their type; the
//!   entries of each type are as many as it ever had handles at a time, at 64 bytes.
//! - A handle of one thread is refused to every other, also after that thread has ended: then nobody can free it.
//! - What is held stays held if a call never returns, because C jumped over it: the handle is then in use for ever.
//! - Two copies of this crate in a process have a table each, and do not know of each other's tokens: a number can be
//!   a handle in both.
//! - Holding and letting go is async-signal-safe; inserting and removing is not, as it takes a lock and may allocate.

mod chunks;
mod entry;
mod free_lists;
mod guard;
mod refusal;
mod state;
#[cfg(test)]
mod tests;

use self::chunks::Chunks;
use self::entry::Entry;
use self::free_lists::FreeLists;
use self::refusal::{NO_HANDLE, NO_THREAD};
use self::state::{LAST_INDEX, Token};
use crate::convert::InvalidArgument;
use crate::handle::thread_id;
use std::any::TypeId;
use std::num::NonZeroUsize;
use std::ptr::NonNull;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(super) use self::guard::{EntryGuard, ExclusiveGuard, SharedGuard};

static TABLE: Table = Table::new(LAST_INDEX);

/// Which threads may use a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AllowedThread {
    /// All.
    Any,
    /// The one that makes it.
    Current,
}

/// Makes a handle for the value at an address.
///
/// `kind` is the type of the value, for those that look the handle up. The caller keeps the value alive until it has it
/// back from [`ExclusiveGuard::remove`].
///
/// # Errors
///
/// If there is no entry, no memory or no number for the thread left. The value is the caller's then.
pub(crate) fn insert(
    value: NonNull<()>,
    kind: TypeId,
    thread: AllowedThread,
) -> Result<NonZeroUsize, InvalidArgument> {
    TABLE.insert(value, kind, thread)
}

/// Holds a handle for a call that only reads.
///
/// # Errors
///
/// If the token, which may be any number, is no handle of this kind, has been freed, belongs to another thread, or is
/// in use by a call that may write.
#[inline]
pub(crate) fn share(token: usize, kind: TypeId) -> Result<SharedGuard, InvalidArgument> {
    TABLE.share(token, kind)
}

/// Holds a handle for a call that may write, or that frees it.
///
/// # Errors
///
/// As [`share`], and if it is in use by any call.
#[inline]
pub(crate) fn exclude(token: usize, kind: TypeId) -> Result<ExclusiveGuard, InvalidArgument> {
    TABLE.exclude(token, kind)
}

/// There is one, but for the tests.
struct Table {
    chunks: Chunks,
    free_lists: Mutex<FreeLists>,
    /// The highest index that may be used.
    last: usize,
}

impl Table {
    const fn new(last: usize) -> Self {
        Self { chunks: Chunks::new(), free_lists: Mutex::new(FreeLists::new()), last }
    }

    fn free_lists(&self) -> MutexGuard<'_, FreeLists> {
        // Nothing panics under the lock.
        self.free_lists.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(
        &self,
        value: NonNull<()>,
        kind: TypeId,
        home: AllowedThread,
    ) -> Result<NonZeroUsize, InvalidArgument> {
        let thread = match home {
            AllowedThread::Any => None,
            AllowedThread::Current => Some(thread_id::current().ok_or(NO_THREAD)?),
        };
        let (index, entry) = self.free_lists().take(kind, &self.chunks, self.last)?;
        Ok(entry.publish(value, thread, index))
    }

    #[inline]
    fn share(&self, token: usize, kind: TypeId) -> Result<SharedGuard, InvalidArgument> {
        let token = Token(token);
        let (_, entry) = self.entry(token)?;
        entry.share(token, kind)?;
        Ok(SharedGuard::new(entry))
    }

    #[inline]
    fn exclude(
        &'static self,
        token: usize,
        kind: TypeId,
    ) -> Result<ExclusiveGuard, InvalidArgument> {
        let token = Token(token);
        let (index, entry) = self.entry(token)?;
        entry.exclude(token, kind)?;
        Ok(ExclusiveGuard::new(self, entry, index, token))
    }

    #[inline]
    fn entry(&self, token: Token) -> Result<(NonZeroUsize, &'static Entry), InvalidArgument> {
        let index = token.index().ok_or(NO_HANDLE)?;
        let entry = self.chunks.get(index).ok_or(NO_HANDLE)?;
        Ok((index, entry))
    }
}
