//! The memory that the arguments of one call cover. What the body may write must be apart from all else, or its
//! references would be two to one place.

use super::InvalidArgument;
use super::checked::CheckedPointer;

/// A range of addresses; empty for an argument that is null.
#[derive(Clone, Copy)]
pub struct Memory {
    start: usize,
    size: usize,
}

impl Memory {
    /// What an argument covers that was checked.
    #[inline(always)]
    pub fn of<H: CheckedPointer>(held: &H) -> Self {
        let (start, size) = held.extent();
        Self { start, size }
    }

    /// What an argument covers that may be absent.
    #[inline(always)]
    pub fn of_optional<H: CheckedPointer>(held: &Option<H>) -> Self {
        held.as_ref().map_or(Self { start: 0, size: 0 }, Self::of)
    }

    /// What a pointer to one value covers.
    #[inline(always)]
    pub fn at<T>(pointer: *const T) -> Self {
        let size = if pointer.is_null() { 0 } else { size_of::<T>() };
        Self { start: pointer.addr(), size }
    }

    #[inline(always)]
    fn overlaps(self, other: Self) -> bool {
        self.size > 0
            && other.size > 0
            // Of the distances, as the end of the last object is beyond the last address.
            && (self.start.wrapping_sub(other.start) < other.size
                || other.start.wrapping_sub(self.start) < self.size)
    }
}

/// Whether an argument that the body may write is apart from each of the others.
///
/// # Errors
///
/// If it overlaps one of them.
#[inline(always)]
pub fn check_disjoint(written: Memory, others: &[Memory]) -> Result<(), InvalidArgument> {
    if others.iter().any(|other| written.overlaps(*other)) {
        return Err(InvalidArgument::new(
            "overlaps another argument, and the function may write to it",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(start: usize, size: usize) -> Memory {
        Memory { start, size }
    }

    #[test]
    fn what_touches_does_not_overlap() {
        assert!(check_disjoint(bytes(0, 8), &[bytes(8, 8)]).is_ok());
        assert!(check_disjoint(bytes(8, 8), &[bytes(0, 8), bytes(16, 4)]).is_ok());
        assert!(check_disjoint(bytes(0, 9), &[bytes(8, 8)]).is_err());
        assert!(check_disjoint(bytes(8, 8), &[bytes(32, 1), bytes(0, 9)]).is_err());
        assert!(check_disjoint(bytes(4, 4), &[bytes(0, 16)]).is_err());
        assert!(check_disjoint(bytes(0, 16), &[bytes(4, 4)]).is_err());
        assert!(check_disjoint(bytes(4, 4), &[bytes(4, 4)]).is_err());
    }

    #[test]
    fn nothing_overlaps_nothing() {
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
