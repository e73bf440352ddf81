//! The free entries of the table. Only used under its lock.

use super::chunks::Chunks;
use super::entry::Entry;
use super::refusal::{FULL, NO_MEMORY};
use crate::convert::InvalidArgument;
use std::any::TypeId;
use std::num::NonZeroUsize;
use std::sync::atomic::Ordering::Relaxed;

pub(super) struct FreeLists {
    /// One list per type that ever had a handle.
    lists: Vec<FreeList>,
    /// The highest index in use so far.
    highest: usize,
}

/// The free entries of one type, linked by `Entry::next`.
struct FreeList {
    kind: TypeId,
    /// The index of the first entry, or 0.
    first: usize,
}

impl FreeLists {
    pub(super) const fn new() -> Self {
        Self { lists: Vec::new(), highest: 0 }
    }

    /// Removes a free entry of this kind, or dedicates the next new one.
    ///
    /// # Errors
    ///
    /// Returns an error if all entries up to `last` are in use, or if an allocation fails.
    pub(super) fn take(
        &mut self,
        kind: TypeId,
        chunks: &Chunks,
        last: usize,
    ) -> Result<(NonZeroUsize, &'static Entry), InvalidArgument> {
        let number = self.list(kind)?;
        let list = &mut self.lists[number];
        if let Some(index) = NonZeroUsize::new(list.first) {
            let entry = chunks.get(index).ok_or(NO_MEMORY)?;
            list.first = entry.next.load(Relaxed);
            return Ok((index, entry));
        }
        if self.highest >= last {
            return Err(FULL);
        }
        let index = NonZeroUsize::MIN.saturating_add(self.highest);
        let entry = chunks.get_or_add(index).ok_or(NO_MEMORY)?;
        self.highest = index.get();
        // SAFETY: `&mut self` is behind the lock of the table, and each index becomes the highest once, so no other
        // thread knows the entry, and it has not been published.
        unsafe { entry.dedicate(kind, number) };
        Ok((index, entry))
    }

    /// Adds a freed entry to its list, unless it has no generation left.
    pub(super) fn put(&mut self, index: NonZeroUsize, entry: &Entry) {
        if entry.can_be_used_again() {
            let list = &mut self.lists[entry.list.load(Relaxed)];
            entry.next.store(list.first, Relaxed);
            list.first = index.get();
        }
    }

    /// Returns the index of the list for a kind.
    fn list(&mut self, kind: TypeId) -> Result<usize, InvalidArgument> {
        if let Some(number) = self.lists.iter().position(|list| list.kind == kind) {
            return Ok(number);
        }
        self.lists.try_reserve(1).map_err(|_| NO_MEMORY)?;
        self.lists.push(FreeList { kind, first: 0 });
        Ok(self.lists.len() - 1)
    }
}
