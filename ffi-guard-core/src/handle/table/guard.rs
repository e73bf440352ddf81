//! Guards: handles that a call has acquired.

use super::Table;
use super::entry::Entry;
use super::state::Token;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::num::NonZeroUsize;
use std::ptr::NonNull;

/// Keeps a guard on its thread, because the value may belong to that thread.
type OfThisThread = PhantomData<*const ()>;

/// A handle that a call has acquired.
pub trait EntryGuard {
    /// Returns the address of the value, which exists until the guard is dropped.
    fn address(&self) -> NonNull<()>;
}

/// A handle that a call has acquired for reading; other calls may do so too. Dropping the guard releases it.
#[must_use = "the handle is in use until this is dropped"]
pub struct SharedGuard {
    entry: &'static Entry,
    stays: OfThisThread,
}

impl SharedGuard {
    /// Guards an entry that [`Entry::share`] has acquired.
    #[inline]
    pub(super) fn new(entry: &'static Entry) -> Self {
        Self { entry, stays: PhantomData }
    }
}

impl EntryGuard for SharedGuard {
    /// Returns the address of the value, which nobody writes.
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

/// A handle that a call has acquired exclusively. Dropping the guard releases it.
#[must_use = "the handle is in use until this is dropped"]
pub struct ExclusiveGuard {
    table: &'static Table,
    entry: &'static Entry,
    index: NonZeroUsize,
    token: Token,
    stays: OfThisThread,
}

impl ExclusiveGuard {
    /// Guards an entry of the table that [`Entry::exclude`] has acquired.
    #[inline]
    pub(super) fn new(
        table: &'static Table,
        entry: &'static Entry,
        index: NonZeroUsize,
        token: Token,
    ) -> Self {
        Self { table, entry, index, token, stays: PhantomData }
    }

    /// Returns whether a callback of C has the value on loan, so that no call may take it.
    pub(crate) fn is_lent(&self) -> bool {
        self.entry.is_lent()
    }

    /// Ends the handle and returns the value to the caller. From here on the token is rejected.
    pub(crate) fn remove(self) -> NonNull<()> {
        let this = ManuallyDrop::new(self);
        let value = this.entry.value();
        // This comes before the entry is added to the free lists, so no other handle has this generation.
        this.entry.free(this.token);
        this.table.free_lists().put(this.index, this.entry);
        value
    }
}

impl EntryGuard for ExclusiveGuard {
    /// Returns the address of the value, which nobody else reads or writes.
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
