//! Compares the memory of the arguments of one call. Memory that the function may write must not overlap with another
//! argument, or two references to the same memory would exist.

use super::InvalidArgument;
use super::checked::CheckedPointer;

/// A range of addresses. Empty for a null pointer.
#[derive(Clone, Copy)]
pub struct Memory {
    pub(crate) start: usize,
    pub(crate) size: usize,
}

impl Memory {
    /// Returns the memory of a checked argument.
    #[inline(always)]
    pub fn of<H: CheckedPointer>(held: &H) -> Self {
        let (start, size) = held.extent();
        Self { start, size }
    }

    /// Returns the memory of an optional argument.
    #[inline(always)]
    pub fn of_optional<H: CheckedPointer>(held: &Option<H>) -> Self {
        held.as_ref().map_or(Self { start: 0, size: 0 }, Self::of)
    }

    /// Returns the memory behind a pointer to one value.
    #[inline(always)]
    pub fn at<T>(pointer: *const T) -> Self {
        let size = if pointer.is_null() { 0 } else { size_of::<T>() };
        Self { start: pointer.addr(), size }
    }

    /// Returns the memory of a value.
    #[inline(always)]
    pub(crate) fn of_value<T: ?Sized>(value: &T) -> Self {
        Self { start: std::ptr::from_ref(value).addr(), size: size_of_val(value) }
    }

    #[inline(always)]
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.size > 0
            && other.size > 0
            // Compares distances, because the end of an object may be beyond the last address.
            && (self.start.wrapping_sub(other.start) < other.size
                || other.start.wrapping_sub(self.start) < self.size)
    }
}

/// Checks that an argument which the function may write does not overlap with any other argument.
///
/// # Errors
///
/// Returns an error if it overlaps with one of them.
#[inline(always)]
pub fn check_disjoint(written: Memory, others: &[Memory]) -> Result<(), InvalidArgument> {
    if others.iter().any(|other| written.overlaps(*other)) {
        return Err(OVERLAPS);
    }
    Ok(())
}

/// A checked list of pointers.
pub trait MemoryList {
    /// Returns the memory of each element.
    fn memories(&self) -> impl Iterator<Item = Memory>;

    /// Returns whether an element overlaps `other`.
    fn overlaps(&self, other: Memory) -> bool {
        self.memories().any(|memory| memory.overlaps(other))
    }
}

const OVERLAPS: InvalidArgument =
    InvalidArgument::new("overlaps another argument, and the function may write to it");

fn rejected_if(overlaps: bool) -> Result<(), InvalidArgument> {
    if overlaps { Err(OVERLAPS) } else { Ok(()) }
}

/// Checks that an argument which the function may write does not overlap with any element of a list.
///
/// # Errors
///
/// Returns an error if it overlaps with one of them.
pub fn check_disjoint_of_list<L: MemoryList>(
    written: Memory,
    list: &L,
) -> Result<(), InvalidArgument> {
    rejected_if(list.overlaps(written))
}

/// Checks that no element of a list which the function may write overlaps with another argument.
///
/// # Errors
///
/// Returns an error if one of them does.
pub fn check_list_disjoint<L: MemoryList>(
    written: &L,
    other: Memory,
) -> Result<(), InvalidArgument> {
    rejected_if(written.overlaps(other))
}

/// Checks that no element of a list which the function may write overlaps with an element of another list.
///
/// # Errors
///
/// Returns an error if one of them does.
pub fn check_lists_disjoint<L: MemoryList, M: MemoryList>(
    written: &L,
    other: &M,
) -> Result<(), InvalidArgument> {
    rejected_if(other.memories().any(|memory| written.overlaps(memory)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(start: usize, size: usize) -> Memory {
        Memory { start, size }
    }

    #[test]
    fn adjacent_ranges_do_not_overlap() {
        assert!(check_disjoint(bytes(0, 8), &[bytes(8, 8)]).is_ok());
        assert!(check_disjoint(bytes(8, 8), &[bytes(0, 8), bytes(16, 4)]).is_ok());
        assert!(check_disjoint(bytes(0, 9), &[bytes(8, 8)]).is_err());
        assert!(check_disjoint(bytes(8, 8), &[bytes(32, 1), bytes(0, 9)]).is_err());
        assert!(check_disjoint(bytes(4, 4), &[bytes(0, 16)]).is_err());
        assert!(check_disjoint(bytes(0, 16), &[bytes(4, 4)]).is_err());
        assert!(check_disjoint(bytes(4, 4), &[bytes(4, 4)]).is_err());
    }

    #[test]
    fn empty_ranges_do_not_overlap() {
        assert!(check_disjoint(bytes(8, 4), &[bytes(8, 0)]).is_ok());
        assert!(check_disjoint(bytes(9, 0), &[bytes(8, 4)]).is_ok());
        assert!(check_disjoint(Memory::at::<u32>(std::ptr::null()), &[bytes(0, 4)]).is_ok());
        assert!(
            check_disjoint(
                Memory::of_optional::<crate::convert::checked::CheckedRef<u32>>(&None),
                &[bytes(0, 4)]
            )
            .is_ok()
        );
    }

    #[test]
    fn the_last_byte_of_the_address_space_has_none_after_it() {
        let end = bytes(usize::MAX - 3, 4);
        assert!(check_disjoint(end, &[bytes(usize::MAX, 1)]).is_err());
        assert!(check_disjoint(end, &[bytes(0, 4)]).is_ok());
    }
}
