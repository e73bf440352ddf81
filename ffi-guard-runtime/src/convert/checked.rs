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
pub struct Checked<T: ?Sized>(NonNull<T>, PhantomData<*mut T>);

impl<T: ?Sized> Checked<T> {
    /// # Safety
    ///
    /// What lies at the address is a value of `T`, and stays one while this exists and until it is lent.
    #[inline(always)]
    pub(super) unsafe fn new(address: NonNull<T>) -> Self {
        Self(address, PhantomData)
    }

    /// Where it begins, and how many bytes it covers.
    #[inline(always)]
    pub(super) fn extent(&self) -> (usize, usize) {
        // SAFETY: a value lies there by the contract of `new`. No exclusive reference to it is made before the
        // last argument is compared, so this shared one has no rival.
        let size = size_of_val(unsafe { self.0.as_ref() });
        (self.0.addr().get(), size)
    }

    /// The reference that the body gets, for the call.
    ///
    /// # Safety
    ///
    /// Nobody writes there for as long as the reference lives.
    #[inline(always)]
    pub unsafe fn lend(self, _: &Call) -> &T {
        // SAFETY: a value lies there by the contract of `new`; the rest by contract.
        unsafe { self.0.as_ref() }
    }

    /// The reference that the body gets for the call, to write through.
    ///
    /// # Safety
    ///
    /// Nobody else reads or writes there for as long as the reference lives, and it came from a pointer that may be written through.
    #[inline(always)]
    #[expect(clippy::mut_from_ref, reason = "it comes from C's pointer; the call only dates it")]
    pub unsafe fn lend_exclusive(mut self, _: &Call) -> &mut T {
        // SAFETY: as for `lend`.
        unsafe { self.0.as_mut() }
    }
}

/// [`Checked::lend`] of what may be absent.
///
/// # Safety
///
/// As there.
#[inline(always)]
pub unsafe fn lend_optional<T: ?Sized>(checked: Option<Checked<T>>, call: &Call) -> Option<&T> {
    // SAFETY: by contract.
    checked.map(|checked| unsafe { checked.lend(call) })
}

/// [`Checked::lend_exclusive`] of what may be absent.
///
/// # Safety
///
/// As there.
#[inline(always)]
#[expect(clippy::mut_from_ref, reason = "it comes from C's pointer; the call only dates it")]
pub unsafe fn lend_optional_exclusive<T: ?Sized>(
    checked: Option<Checked<T>>,
    call: &Call,
) -> Option<&mut T> {
    // SAFETY: by contract.
    checked.map(|checked| unsafe { checked.lend_exclusive(call) })
}
