//! Checked arguments, and the references that the function receives.
//!
//! Checks produce addresses, not references. The shim creates references after the last check. So two arguments with
//! the same address never become an exclusive reference and a second one, not even on the path that rejects them.

use super::checks::Call;
use std::marker::PhantomData;
use std::ptr::NonNull;

/// The address of a value that a check has accepted.
///
/// Invariant in `T`: if a `&mut` to a value with long borrows could be used as one with shorter borrows, the function
/// could store a borrow that ends with the call.
#[repr(transparent)]
pub struct CheckedRef<T: ?Sized>(NonNull<T>, PhantomData<*mut T>);

impl<T: ?Sized> CheckedRef<T> {
    /// # Safety
    ///
    /// A value of `T` is at the address, and stays there while this exists and until it is borrowed.
    #[inline(always)]
    pub(super) unsafe fn new(address: NonNull<T>) -> Self {
        Self(address, PhantomData)
    }
}

/// A checked argument, held until the call returns.
///
/// # Safety
///
/// [`address`](Self::address) returns the address of a value of `Target`, which exists for as long as `self`. If `self`
/// is the result of an exclusive check, the value may be written. If [`IS_ADDRESS`](Self::IS_ADDRESS), `Self` has the
/// layout of `NonNull<Target>`, and its value is `address`.
pub unsafe trait CheckedPointer {
    /// Whether this is the address and nothing else.
    const IS_ADDRESS: bool = false;

    /// The type of the value.
    type Target: ?Sized;

    /// Poisons the value when dropped.
    type PoisonOnUnwind;

    /// Returns the address of the value.
    fn address(&self) -> NonNull<Self::Target>;

    /// Returns the start and the size in bytes of the memory that must not overlap with memory that the function
    /// writes.
    fn extent(&self) -> (usize, usize);

    /// Returns a value that poisons the argument when dropped.
    fn poison_on_unwind(&self) -> Self::PoisonOnUnwind;
}

// SAFETY: the caller of `new` guarantees that a value of `T` is at the address and stays there. The type is transparent
// and returns its field as the address.
unsafe impl<T: ?Sized> CheckedPointer for CheckedRef<T> {
    const IS_ADDRESS: bool = true;

    type Target = T;
    type PoisonOnUnwind = ();

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.0
    }

    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        // SAFETY: the caller of `new` guarantees that a value is at the address. The shim creates exclusive references
        // only after it has compared the last argument, so none exists beside this shared one.
        let size = size_of_val(unsafe { self.0.as_ref() });
        (self.0.addr().get(), size)
    }

    #[inline(always)]
    fn poison_on_unwind(&self) {}
}

/// Borrows a checked argument for the call.
///
/// # Safety
///
/// `held` lives as long as the call, and nobody writes to the value while the reference lives.
#[inline(always)]
pub unsafe fn borrow<'c, H: CheckedPointer>(held: &H, _: &'c Call) -> &'c H::Target {
    // SAFETY: `CheckedPointer` guarantees that a value is at the address while `held` lives; the caller guarantees that
    // `held` outlives the call and that nobody writes to the value.
    unsafe { held.address().as_ref() }
}

/// Borrows a checked argument exclusively for the call.
///
/// # Safety
///
/// `held` is the result of an exclusive check and lives as long as the call. Nobody else reads or writes the value
/// while the reference lives.
#[inline(always)]
#[expect(
    clippy::mut_from_ref,
    reason = "the pointer comes from C; the call only gives the lifetime"
)]
pub unsafe fn borrow_mut<'c, H: CheckedPointer>(held: &H, _: &'c Call) -> &'c mut H::Target {
    // SAFETY: `CheckedPointer` guarantees that a value is at the address while `held` lives; the caller guarantees that
    // `held` outlives the call and that nobody else uses the value.
    unsafe { held.address().as_mut() }
}

/// [`borrow`] for an optional argument.
///
/// # Safety
///
/// As for [`borrow`].
#[inline(always)]
pub unsafe fn borrow_optional<'c, H: CheckedPointer>(
    held: &Option<H>,
    call: &'c Call,
) -> Option<&'c H::Target> {
    // SAFETY: this function has the contract of `borrow`, which the caller upholds.
    held.as_ref().map(|held| unsafe { borrow(held, call) })
}

/// [`borrow_mut`] for an optional argument.
///
/// # Safety
///
/// As for [`borrow_mut`].
#[inline(always)]
#[expect(
    clippy::mut_from_ref,
    reason = "the pointer comes from C; the call only gives the lifetime"
)]
pub unsafe fn borrow_optional_mut<'c, H: CheckedPointer>(
    held: &Option<H>,
    call: &'c Call,
) -> Option<&'c mut H::Target> {
    // SAFETY: this function has the contract of `borrow_mut`, which the caller upholds.
    held.as_ref().map(|held| unsafe { borrow_mut(held, call) })
}

/// Returns a value that poisons the argument when dropped. The shim forgets it if the function returns.
#[inline(always)]
pub fn poison_on_unwind<H: CheckedPointer>(held: &H) -> H::PoisonOnUnwind {
    held.poison_on_unwind()
}

/// [`poison_on_unwind`] for an optional argument.
#[inline(always)]
pub fn optional_poison_on_unwind<H: CheckedPointer>(held: &Option<H>) -> Option<H::PoisonOnUnwind> {
    held.as_ref().map(H::poison_on_unwind)
}
