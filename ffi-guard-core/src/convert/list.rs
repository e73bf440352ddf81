//! Checks of lists of pointers: an array of C, and its length. Each pointer is checked before the function receives any.
//! The function receives a list of its own, so C's array may change during the call.

use super::checked::CheckedPointer;
use super::checks::Call;
use super::overlap::{Memory, MemoryList};
use super::reference::{Shared, reference};
use super::slice::elements_at;
use super::text::text;
use super::{InvalidArgument, PassByPointer};
use std::ffi::c_char;
use std::ptr::NonNull;
use std::slice;

pub(crate) const NO_MEMORY: InvalidArgument =
    InvalidArgument::new("has so many elements that there is no memory for them");

/// Applies a check to each pointer of an array. Nothing is held if one of them is rejected.
///
/// # Errors
///
/// If `len` is not 0, returns an error if `first` is null or misaligned, or if the array is too long. Returns the error
/// of the first pointer that the check rejects, with its index.
///
/// # Safety
///
/// `first` is null, misaligned, or points to `len` initialized pointers that nobody writes to during this function; or
/// `len` is rejected as too long.
#[inline]
pub(crate) unsafe fn check_each<P: Copy, H>(
    first: *const P,
    len: usize,
    check: impl Fn(P) -> Result<H, InvalidArgument>,
) -> Result<Vec<H>, InvalidArgument> {
    let pointers = elements_at(first, len)?.cast::<P>();
    let mut held = Vec::new();
    held.try_reserve_exact(len).map_err(|_| NO_MEMORY)?;
    for index in 0..len {
        // SAFETY: `elements_at` accepted pointer and length, so the caller guarantees `len` initialized pointers, and
        // `index` is below `len`.
        let pointer = unsafe { pointers.add(index).read() };
        held.push(check(pointer).map_err(|invalid| invalid.at_index(index))?);
    }
    Ok(held)
}

/// The checked argument for a `&[&str]`.
pub struct TextList(Vec<NonNull<str>>);

/// Checks the arguments for a `&[&str]`. With the length 0 any pointer, including null, is an empty list.
///
/// # Errors
///
/// Returns an error if the pointer is null or misaligned, the list is too long, or an element is null or not UTF-8.
///
/// # Safety
///
/// As for `check_each`. Each pointer is null, or points to a NUL-terminated string that nobody writes to during the
/// call.
#[inline]
pub unsafe fn texts(first: *const *const c_char, len: usize) -> Result<TextList, InvalidArgument> {
    // SAFETY: this function has the contracts of `check_each` and, for each pointer, of `text`; the caller upholds them.
    let all = unsafe { check_each(first, len, |pointer| text(pointer).map(|text| text.address())) };
    all.map(TextList)
}

/// Borrows a list of texts for the call.
///
/// # Safety
///
/// `held` lives as long as the call, and nobody writes to the texts while the references live.
#[inline]
pub unsafe fn borrow_texts<'c>(held: &TextList, _: &'c Call) -> &'c [&'c str] {
    // SAFETY: `NonNull<str>` and `&str` have the same layout, and `texts` has checked that a text is at each address. The
    // caller guarantees that `held`, which owns the addresses, outlives the call, and that nobody writes to the texts.
    unsafe { slice::from_raw_parts(held.0.as_ptr().cast::<&'c str>(), held.0.len()) }
}

impl MemoryList for TextList {
    fn memories(&self) -> impl Iterator<Item = Memory> {
        // SAFETY: `texts` has checked that a text is at each address, and the shim creates exclusive references only
        // after it has compared the last argument.
        self.0.iter().map(|text| Memory::of_value(unsafe { text.as_ref() }))
    }
}

/// The checked argument for a `&[&T]`.
pub struct ReferenceList<H: CheckedPointer<Target: Sized>> {
    /// Keeps checked handles from being freed during the call.
    held: Vec<H>,
    /// The addresses of the values. Empty if the elements of `held` are these addresses.
    addresses: Vec<NonNull<H::Target>>,
}

/// Checks the arguments for a `&[&T]`. With the length 0 any pointer, including null, is an empty list. Two elements may be
/// equal.
///
/// # Errors
///
/// Returns an error if the pointer is null or misaligned, the list is too long, or an element is rejected as a `&T`.
///
/// # Safety
///
/// As for `check_each`, and for each pointer as for [`reference`].
#[inline]
pub unsafe fn references<T: PassByPointer>(
    first: *const *const T,
    len: usize,
) -> Result<ReferenceList<Shared<T>>, InvalidArgument> {
    // SAFETY: this function has the contracts of `check_each` and, for each pointer, of `reference`; the caller upholds
    // them.
    let held = unsafe { check_each(first, len, |pointer| reference(pointer)) }?;
    let mut addresses = Vec::new();
    if !Shared::<T>::IS_ADDRESS {
        addresses.try_reserve_exact(len).map_err(|_| NO_MEMORY)?;
        addresses.extend(held.iter().map(CheckedPointer::address));
    }
    Ok(ReferenceList { held, addresses })
}

/// Borrows a list of references for the call.
///
/// # Safety
///
/// `held` lives as long as the call, and nobody writes to the values while the references live.
#[inline]
pub unsafe fn borrow_references<'c, H: CheckedPointer<Target: Sized>>(
    held: &ReferenceList<H>,
    _: &'c Call,
) -> &'c [&'c H::Target] {
    let first = match H::IS_ADDRESS {
        true => held.held.as_ptr().cast::<&'c H::Target>(),
        false => held.addresses.as_ptr().cast::<&'c H::Target>(),
    };
    // SAFETY: `first` points to as many elements as `held` has: to its own elements if `CheckedPointer` guarantees that
    // they have the layout of `NonNull`, else to all addresses. `NonNull` and a reference have the same layout.
    // `CheckedPointer` guarantees that a value is at each address while `held` lives; the caller guarantees that `held`
    // outlives the call and that nobody writes to the values.
    unsafe { slice::from_raw_parts(first, held.held.len()) }
}

impl<H: CheckedPointer<Target: Sized>> MemoryList for ReferenceList<H> {
    fn memories(&self) -> impl Iterator<Item = Memory> {
        self.held.iter().map(Memory::of)
    }
}

/// Poisons the objects of a list when dropped.
pub struct PoisonListOnUnwind<'h, H: CheckedPointer<Target: Sized>>(&'h ReferenceList<H>);

impl<H: CheckedPointer<Target: Sized>> Drop for PoisonListOnUnwind<'_, H> {
    fn drop(&mut self) {
        self.0.held.iter().for_each(|held| drop(held.poison_on_unwind()));
    }
}

/// Returns a value that poisons the objects of a list when dropped. The shim forgets it if the function returns.
#[inline(always)]
pub fn poison_list_on_unwind<H: CheckedPointer<Target: Sized>>(
    held: &ReferenceList<H>,
) -> PoisonListOnUnwind<'_, H> {
    PoisonListOnUnwind(held)
}

#[cfg(test)]
mod tests {
    use super::super::overlap::check_disjoint_of_list;
    use super::*;
    use std::ptr;

    #[test]
    fn texts_are_borrowed_one_by_one() {
        let all = [c"one".as_ptr(), c"".as_ptr(), c"tw\u{f6}".as_ptr()];
        // SAFETY: `all` has three pointers to C strings, which live to the end of the test.
        let held = unsafe { texts(all.as_ptr(), 3) }.unwrap();
        // SAFETY: `held` and the texts live to the end of the test.
        assert_eq!(unsafe { borrow_texts(&held, &Call) }, ["one", "", "twö"]);
        let inside = Memory::at(all[2].wrapping_add(3));
        assert!(check_disjoint_of_list(inside, &held).is_err());
        assert!(check_disjoint_of_list(Memory::at(all.as_ptr()), &held).is_ok());
    }

    #[test]
    fn arrays_of_texts_are_refused_by_their_elements() {
        let all = [c"one".as_ptr(), ptr::null(), c"\xff".as_ptr()];
        let why = |first: *const *const c_char, len| {
            // SAFETY: the arguments are null, misaligned, too long, or point to as many pointers to C strings.
            unsafe { texts(first, len) }.err().map(|invalid| invalid.to_string())
        };
        assert_eq!(why(all.as_ptr(), 1), None);
        assert_eq!(why(ptr::null(), 0), None);
        assert_eq!(why(all.as_ptr(), 3).as_deref(), Some("is null at index 1"));
        assert_eq!(
            why(&raw const all[2], 1).as_deref(),
            Some("is not UTF-8 from byte 0 at index 0")
        );
        assert_eq!(why(ptr::null(), 1).as_deref(), Some("is null"));
        assert!(why(all.as_ptr().wrapping_byte_add(1), 1).is_some());
        assert!(why(all.as_ptr(), usize::MAX / 2).is_some());
    }
}
