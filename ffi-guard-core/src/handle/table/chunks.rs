//! The memory of the entries: chunks that are never moved or freed.

use super::entry::Entry;
use super::state::HALF;
use std::alloc::{Layout, alloc_zeroed};
use std::num::NonZeroUsize;
use std::ptr::{self, NonNull};
use std::sync::atomic::{
    AtomicPtr,
    Ordering::{Acquire, Release},
};

/// The chunks. Chunk `n` has 2ⁿ entries: those whose index has `n` as its highest bit. So every index of half a word
/// has a fixed position, and a program with few handles allocates few entries.
pub(super) struct Chunks([AtomicPtr<Entry>; HALF as usize]);

impl Chunks {
    pub(super) const fn new() -> Self {
        Self([const { AtomicPtr::new(ptr::null_mut()) }; HALF as usize])
    }

    /// Returns the entry at `index`, or `None` if its chunk is not allocated. The index may be any number.
    #[inline]
    pub(super) fn get(&self, index: NonZeroUsize) -> Option<&'static Entry> {
        let (chunk, offset) = position(index);
        // `Acquire`: the zeros of the chunk were written before it was published.
        let first = NonNull::new(self.0.get(chunk)?.load(Acquire))?;
        // SAFETY: a non-null chunk was published by `add` with 2ⁿ zeroed entries, and `position` returns an offset
        // below 2ⁿ. Chunks are never freed, and entries are only changed through shared references.
        Some(unsafe { first.add(offset).as_ref() })
    }

    /// Returns the entry at `index` and allocates its chunk if necessary; `None` if the allocation fails. The caller
    /// must hold the lock of the table, or two threads could each add the chunk.
    pub(super) fn get_or_add(&self, index: NonZeroUsize) -> Option<&'static Entry> {
        self.get(index).or_else(|| {
            self.add(position(index).0)?;
            self.get(index)
        })
    }

    fn add(&self, chunk: usize) -> Option<()> {
        let slot = self.0.get(chunk)?;
        let layout = Layout::array::<Entry>(1 << chunk).ok()?;
        // SAFETY: the size of the layout is not zero: an entry has a size, and a chunk at least one entry. All fields
        // of an entry are valid as zeros. The system need not provide the pages of zeroed memory before they are used.
        let first = unsafe { alloc_zeroed(layout) };
        // `Release`: the zeros are written before the chunk is published.
        (!first.is_null()).then(|| slot.store(first.cast(), Release))
    }
}

/// Returns the chunk of an index and the offset within the chunk.
#[inline]
fn position(index: NonZeroUsize) -> (usize, usize) {
    let chunk = index.ilog2();
    (chunk as usize, index.get() ^ 1 << chunk)
}

#[cfg(test)]
mod tests {
    use super::super::state::LAST_INDEX;
    use super::*;
    use std::collections::HashSet;

    fn at(index: usize) -> NonZeroUsize {
        NonZeroUsize::new(index).unwrap()
    }

    #[test]
    fn every_index_has_its_own_entry() {
        static CHUNKS: Chunks = Chunks::new();
        let addresses: HashSet<_> =
            (1..=100).map(|index| ptr::from_ref(CHUNKS.get_or_add(at(index)).unwrap())).collect();
        assert_eq!(addresses.len(), 100);
        for index in 1..=100 {
            assert!(ptr::eq(CHUNKS.get(at(index)).unwrap(), CHUNKS.get_or_add(at(index)).unwrap()));
        }
        assert!(CHUNKS.get(at(128)).is_none());
    }

    #[test]
    fn offsets_are_inside_their_chunks() {
        for bit in 0..HALF as usize {
            let first = 1_usize << bit;
            assert_eq!(position(at(first)), (bit, 0));
            assert_eq!(position(at(first | (first - 1))), (bit, first - 1));
        }
        assert_eq!(position(at(LAST_INDEX)).0, HALF as usize - 1);
    }

    #[test]
    fn an_index_beyond_the_last_has_no_entry() {
        static CHUNKS: Chunks = Chunks::new();
        for index in [LAST_INDEX + 1, usize::MAX] {
            assert!(position(at(index)).0 >= HALF as usize);
            assert!(CHUNKS.get(at(index)).is_none());
            assert!(CHUNKS.get_or_add(at(index)).is_none());
        }
    }
}
