//! What a check has found in order, and what the body gets of it.
//!
//! Checks come first and leave addresses; references come after the last of them. Two arguments that C has
//! pointed at one place are thus never two references, one of them exclusive, not even on the way to the refusal.

use super::checks::Call;
use std::marker::PhantomData;
use std::ptr::NonNull;

/// The address of an argument that a check has followed.
///
/// Of exactly this `T`, lifetimes included: through a place that holds long borrows, a function could else store
/// one that ends with the call.
pub struct CheckedRef<T: ?Sized>(NonNull<T>, PhantomData<*mut T>);

impl<T: ?Sized> CheckedRef<T> {
    /// # Safety
    ///
    /// What lies at the address is a value of `T`, and stays one while this exists and until it is lent.
    #[inline(always)]
    pub(super) unsafe fn new(address: NonNull<T>) -> Self {
        Self(address, PhantomData)
    }
}

/// What is kept of an argument from its check to the end of the call.
///
/// # Safety
///
/// The address is that of a value of `Target`, which stays one while this exists; it may be written through where
/// `Self` is what an exclusive check returns.
pub unsafe trait CheckedPointer {
    /// What lies there.
    type Target: ?Sized;

    /// What poisons the argument if it is dropped.
    type PoisonOnUnwind;

    /// The address.
    fn address(&self) -> NonNull<Self::Target>;

    /// Where the memory begins that must be apart from what is written, and how many bytes it covers.
    fn extent(&self) -> (usize, usize);

    /// Arms a bomb.
    fn poison_on_unwind(&self) -> Self::PoisonOnUnwind;
}

// SAFETY: by the contract of `new`.
unsafe impl<T: ?Sized> CheckedPointer for CheckedRef<T> {
    type Target = T;
    type PoisonOnUnwind = ();

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.0
    }

    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        // SAFETY: a value lies there by the contract of `new`. No exclusive reference to it is made before the
        // last argument is compared, so this shared one has no rival.
        let size = size_of_val(unsafe { self.0.as_ref() });
        (self.0.addr().get(), size)
    }

    #[inline(always)]
    fn poison_on_unwind(&self) {}
}

/// The reference that the body gets, for the call.
///
/// # Safety
///
/// `held` lives as long as the call does, and nobody writes there for as long as the reference lives.
#[inline(always)]
pub unsafe fn borrow<'c, H: CheckedPointer>(held: &H, _: &'c Call) -> &'c H::Target {
    // SAFETY: a value lies there by the contract of `CheckedPointer`; the rest by contract.
    unsafe { held.address().as_ref() }
}

/// The reference that the body gets for the call, to write through.
///
/// # Safety
///
/// `held` lives as long as the call does, and is of an exclusive check; nobody else reads or writes there for as long
/// as the reference lives.
#[inline(always)]
#[expect(clippy::mut_from_ref, reason = "it comes from C's pointer; the call only dates it")]
pub unsafe fn borrow_mut<'c, H: CheckedPointer>(held: &H, _: &'c Call) -> &'c mut H::Target {
    // SAFETY: as for `borrow`.
    unsafe { held.address().as_mut() }
}

/// [`borrow`] of what may be absent.
///
/// # Safety
///
/// As there.
#[inline(always)]
pub unsafe fn borrow_optional<'c, H: CheckedPointer>(
    held: &Option<H>,
    call: &'c Call,
) -> Option<&'c H::Target> {
    // SAFETY: by contract.
    held.as_ref().map(|held| unsafe { borrow(held, call) })
}

/// [`borrow_mut`] of what may be absent.
///
/// # Safety
///
/// As there.
#[inline(always)]
#[expect(clippy::mut_from_ref, reason = "it comes from C's pointer; the call only dates it")]
pub unsafe fn borrow_optional_mut<'c, H: CheckedPointer>(
    held: &Option<H>,
    call: &'c Call,
) -> Option<&'c mut H::Target> {
    // SAFETY: by contract.
    held.as_ref().map(|held| unsafe { borrow_mut(held, call) })
}

/// Arms what poisons an argument, should the function unwind.
#[inline(always)]
pub fn poison_on_unwind<H: CheckedPointer>(held: &H) -> H::PoisonOnUnwind {
    held.poison_on_unwind()
}

/// [`poison_on_unwind`] of what may be absent.
#[inline(always)]
pub fn optional_poison_on_unwind<H: CheckedPointer>(held: &Option<H>) -> Option<H::PoisonOnUnwind> {
    held.as_ref().map(H::poison_on_unwind)
}
