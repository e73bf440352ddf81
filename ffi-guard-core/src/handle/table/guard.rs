//! What a call has of a handle while it uses it.

use super::Table;
use super::entry::Entry;
use super::state::Token;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::num::NonZeroUsize;
use std::ptr::NonNull;

/// Stays on its thread, as the value may belong to that.
type OfThisThread = PhantomData<*const ()>;

/// What a call has of a handle while it uses it.
pub trait EntryGuard {
    /// Where the value is. It is there until this is dropped.
    fn address(&self) -> NonNull<()>;
}

/// A handle in use by a call that only reads; others may do so too. Dropping it ends the use.
#[must_use = "the handle is in use until this is dropped"]
pub struct SharedGuard {
    entry: &'static Entry,
    stays: OfThisThread,
}

impl SharedGuard {
    /// Of an entry to which a sharer was added.
    #[inline]
    pub(super) fn new(entry: &'static Entry) -> Self {
        Self { entry, stays: PhantomData }
    }
}

impl EntryGuard for SharedGuard {
    /// Nobody writes to it.
    #[inline]
    fn address(&self) -> NonNull<()> {
        self.entry.value()
    }
}

impl Drop for SharedGuard {
    #[inline]
    fn drop(&mut self) {
        self.entry.release_shared();
    }
}

/// A handle in use by one call, and by nothing else. Dropping it ends the use.
#[must_use = "the handle is in use until this is dropped"]
pub struct ExclusiveGuard {
    table: &'static Table,
    entry: &'static Entry,
    index: NonZeroUsize,
    token: Token,
    stays: OfThisThread,
}

impl ExclusiveGuard {
    /// Of an entry of the table that was closed to everybody else.
    #[inline]
    pub(super) fn new(
        table: &'static Table,
        entry: &'static Entry,
        index: NonZeroUsize,
        token: Token,
    ) -> Self {
        Self { table, entry, index, token, stays: PhantomData }
    }

    /// Frees the handle and gives the value back to who put it in: from here on the token is refused.
    pub(crate) fn remove(self) -> NonNull<()> {
        let this = ManuallyDrop::new(self);
        let value = this.entry.value();
        // Before the entry can be found among the free ones, so no other handle has this generation.
        this.entry.free(this.token);
        this.table.free_lists().put(this.index, this.entry);
        value
    }
}

impl EntryGuard for ExclusiveGuard {
    /// Nobody else reads or writes it.
    #[inline]
    fn address(&self) -> NonNull<()> {
        self.entry.value()
    }
}

impl Drop for ExclusiveGuard {
    #[inline]
    fn drop(&mut self) {
        self.entry.release_exclusive(self.token);
    }
}
