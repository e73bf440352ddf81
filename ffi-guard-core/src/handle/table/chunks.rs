//! Where the entries are: in chunks that stay where they are for as long as the process lives.

use super::entry::Entry;
use super::state::HALF;
use std::alloc::{Layout, alloc_zeroed};
use std::num::NonZeroUsize;
use std::ptr::{self, NonNull};
use std::sync::atomic::{
    AtomicPtr,
    Ordering::{Acquire, Release},
};

/// Chunk `n` has 2ⁿ entries: those whose index has `n` as its highest bit. So there is a place for every index of
/// half a word, found without a search, and a program with few handles has few entries.
pub(super) struct Chunks([AtomicPtr<Entry>; HALF as usize]);

impl Chunks {
    pub(super) const fn new() -> Self {
        Self([const { AtomicPtr::new(ptr::null_mut()) }; HALF as usize])
    }

    /// The entry at `index`; `None` if its chunk is not there. The index may be any number.
    #[inline]
    pub(super) fn get(&self, index: NonZeroUsize) -> Option<&'static Entry> {
        let (chunk, offset) = place(index);
        // `Acquire`: the zeros were written before the chunk was published.
        let first = NonNull::new(self.0.get(chunk)?.load(Acquire))?;
        // SAFETY: a chunk that is not null was published by `add` with 2ⁿ zeroed entries, and `place` returns an offset
        // below 2ⁿ. Chunks are never freed, and entries are changed through shared references only.
        Some(unsafe { first.add(offset).as_ref() })
    }

    /// The entry at `index`, whose chunk is allocated if need be; `None` if there is no memory for it. Only under the
    /// lock, or two threads would each add the chunk.
    pub(super) fn get_or_add(&self, index: NonZeroUsize) -> Option<&'static Entry> {
        self.get(index).or_else(|| {
            self.add(place(index).0)?;
            self.get(index)
        })
    }

    fn add(&self, chunk: usize) -> Option<()> {
        let slot = self.0.get(chunk)?;
        let layout = Layout::array::<Entry>(1 << chunk).ok()?;
        // SAFETY: the layout is not of size zero: an entry has a size, and a chunk at least one entry. All fields of an
        // entry are valid as zeros. Zeroed memory spares the system the pages of a large chunk until they are used.
        let first = unsafe { alloc_zeroed(layout) };
        // `Release` for the zeros.
        (!first.is_null()).then(|| slot.store(first.cast(), Release))
    }
}

/// The chunk of an index, and how far in it is.
#[inline]
fn place(index: NonZeroUsize) -> (usize, usize) {
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
    fn every_index_has_a_place_of_its_own() {
        static CHUNKS: Chunks = Chunks::new();
        let places: HashSet<_> =
            (1..=100).map(|index| ptr::from_ref(CHUNKS.get_or_add(at(index)).unwrap())).collect();
        assert_eq!(places.len(), 100);
        for index in 1..=100 {
            assert!(ptr::eq(CHUNKS.get(at(index)).unwrap(), CHUNKS.get_or_add(at(index)).unwrap()));
        }
        assert!(CHUNKS.get(at(128)).is_none());
    }

    #[test]
    fn places_are_inside_their_chunks() {
        for bit in 0..HALF as usize {
            let first = 1_usize << bit;
            assert_eq!(place(at(first)), (bit, 0));
            assert_eq!(place(at(first | (first - 1))), (bit, first - 1));
        }
        assert_eq!(place(at(LAST_INDEX)).0, HALF as usize - 1);
    }

    #[test]
    fn an_index_beyond_the_last_has_no_entry() {
        static CHUNKS: Chunks = Chunks::new();
        for index in [LAST_INDEX + 1, usize::MAX] {
            assert!(place(at(index)).0 >= HALF as usize);
            assert!(CHUNKS.get(at(index)).is_none());
            assert!(CHUNKS.get_or_add(at(index)).is_none());
        }
    }
}
