//! The registry of checked handles. C receives tokens, which are looked up here and never dereferenced.
//!
//! A token is a number in a pointer: the index of an entry, and the generation of the entry for which the token is
//! valid (`state`). An entry (`entry`) stores the address of the value with its provenance, and one word for its state:
//! the generation, and the calls that use the value. Lookup, acquire and release are lock-free changes of that word; a
//! `guard` releases the entry. `free_lists` lists the free entries, under a lock. Entries are in `chunks`, which are
//! never freed, so any number can be looked up. `lent_entry` is the entry of an object that a callback of C may use until
//! it returns, and `loan` says how. `refusal` holds the reasons for rejecting a token.
//!
//! - A generation is never used twice. An entry whose last generation has ended is retired. On 32-bit targets a
//!   generation has 16 bits, so this happens after 65,535 handles. There can be 65,535 entries; if all are in use or
//!   retired, `insert` returns an error. On 64-bit targets both limits are 4,294,967,295.
//! - An entry only ever holds values of one type. The entries of freed handles are reused for handles of the same type,
//!   so a type has as many entries, at 64 bytes, as it ever had handles at the same time.
//! - A single-thread handle is rejected on every other thread, even after its thread has ended: then nobody can free
//!   it.
//! - If C jumps over a call, the call never releases its handles: they stay in use for ever.
//! - Two copies of this crate in a process have separate tables: a number can be a valid token in both.
//! - Acquire and release are async-signal-safe. Insert and remove are not: they take a lock and may allocate.

mod chunks;
mod entry;
mod free_lists;
mod guard;
mod lent_entry;
mod loan;
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
pub(super) use self::lent_entry::{LentEntry, lend};
pub(super) use self::loan::Loan;
pub(super) use self::refusal::{LENT, READ_ONLY};

static TABLE: Table = Table::new(LAST_INDEX);

/// The threads that may use a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AllowedThread {
    /// All threads.
    Any,
    /// Only the thread that creates the handle.
    Current,
}

/// Creates a handle for the value at an address.
///
/// `kind` is the type of the value, which lookups must name too. The caller keeps the value alive until it gets it back
/// from [`ExclusiveGuard::remove`].
///
/// # Errors
///
/// Returns an error if the table is full, an allocation fails, or the thread cannot get a number. The caller still owns
/// the value then.
pub(crate) fn insert(
    value: NonNull<()>,
    kind: TypeId,
    thread: AllowedThread,
) -> Result<NonZeroUsize, InvalidArgument> {
    TABLE.insert(value, kind, thread)
}

/// Acquires a handle for a call that only reads.
///
/// # Errors
///
/// Returns an error if the token, which may be any number, is not a handle of this kind, was freed, belongs to another
/// thread, or is in use by a call that may write.
#[inline]
pub(crate) fn share(token: usize, kind: TypeId) -> Result<SharedGuard, InvalidArgument> {
    TABLE.share(token, kind)
}

/// Acquires a handle for a call that may write or free the value.
///
/// # Errors
///
/// As for [`share`], and if any call uses the handle.
#[inline]
pub(crate) fn exclude(token: usize, kind: TypeId) -> Result<ExclusiveGuard, InvalidArgument> {
    TABLE.exclude(token, kind)
}

/// The registry. There is one per copy of this crate; tests create their own.
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
        // No code panics while it holds the lock.
        self.free_lists.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(
        &self,
        value: NonNull<()>,
        kind: TypeId,
        home: AllowedThread,
    ) -> Result<NonZeroUsize, InvalidArgument> {
        self.publish(value, kind, home, None).map(|(.., token)| token)
    }

    fn publish(
        &self,
        value: NonNull<()>,
        kind: TypeId,
        home: AllowedThread,
        loan: Option<Loan>,
    ) -> Result<(NonZeroUsize, &'static Entry, NonZeroUsize), InvalidArgument> {
        let thread = match home {
            AllowedThread::Any => None,
            AllowedThread::Current => Some(thread_id::current().ok_or(NO_THREAD)?),
        };
        let (index, entry) = self.free_lists().take(kind, &self.chunks, self.last)?;
        Ok((index, entry, entry.publish(value, thread, index, loan)))
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
