//! `Vec<Box<T>>` in a signature: an array of owners that C gives back.

use super::checked::IntoOwned;
use crate::convert::{CheckedPointer, InvalidArgument, Memory, MemoryList, NO_MEMORY, check_each};

const TWICE: InvalidArgument = InvalidArgument::new("is given a second time");

/// A checked array of owners. None is taken before all arguments of the call are accepted.
pub struct OwnedList<H> {
    held: Vec<H>,
    /// The memory of the elements that have any, with their indices, in the order of the addresses. No two overlap.
    memories: Vec<(usize, Memory)>,
}

/// Checks an array of owners.
///
/// # Errors
///
/// As for [`check_each`], and if two elements are one object.
///
/// # Safety
///
/// As for [`check_each`].
pub(super) unsafe fn check_list<T, H: CheckedPointer>(
    first: *const *mut T,
    len: usize,
    check: impl Fn(*mut T) -> Result<H, InvalidArgument>,
) -> Result<OwnedList<H>, InvalidArgument> {
    // SAFETY: this function has the contract of `check_each`, which the caller upholds.
    let held = unsafe { check_each(first, len, check) }?;
    let memories = sorted_memories(&held)?;
    Ok(OwnedList { held, memories })
}

/// Returns the memory of the elements in the order of the addresses.
///
/// # Errors
///
/// Returns an error with the index of an element that overlaps an earlier one.
fn sorted_memories<H: CheckedPointer>(held: &[H]) -> Result<Vec<(usize, Memory)>, InvalidArgument> {
    let mut all = Vec::new();
    all.try_reserve_exact(held.len()).map_err(|_| NO_MEMORY)?;
    all.extend(held.iter().map(Memory::of).enumerate().filter(|(_, memory)| memory.size > 0));
    all.sort_unstable_by_key(|(_, memory)| memory.start);
    let overlapping = all.windows(2).find(|pair| pair[0].1.overlaps(pair[1].1));
    if let Some(pair) = overlapping {
        return Err(TWICE.at_index(pair[0].0.max(pair[1].0)));
    }
    Ok(all)
}

impl<H: CheckedPointer> MemoryList for OwnedList<H> {
    fn memories(&self) -> impl Iterator<Item = Memory> {
        self.memories.iter().map(|(_, memory)| *memory)
    }

    fn overlaps(&self, other: Memory) -> bool {
        // Only the last element that begins before the end of `other` can overlap it, because the elements are disjoint.
        let begins_before_end = |(_, memory): &(usize, Memory)| {
            memory.start <= other.start || memory.start - other.start < other.size
        };
        let before = self.memories.partition_point(begins_before_end);
        self.memories[..before].last().is_some_and(|(_, memory)| memory.overlaps(other))
    }
}

/// Takes a checked list of boxes.
///
/// # Safety
///
/// C passed ownership of each with this argument and does not use the objects any more.
pub unsafe fn take_boxes<H: CheckedPointer<Target: Sized> + IntoOwned<Box<H::Target>>>(
    list: OwnedList<H>,
) -> Vec<Box<H::Target>> {
    // SAFETY: the contract of this function is the one of `into_owned` for each element; the caller upholds it.
    list.held.into_iter().map(|held| unsafe { held.into_owned() }).collect()
}
