//! Objects of handles that are lent to a callback of C until it returns.
//!
//! C gets the address of the object; for a type with `#[ffi(poison)]` the address of a record with the poison flag of the
//! loan (`poison_box`). If handles are checked, it gets a token that ends with the callback.

use super::FfiHandle;
use super::access::HandleAccess;
use super::lent_address::LentAccess;
use super::owner::{BoxOwner, Owner, SharedOwner};
use super::poison_box::PoisonBox;
use super::repr::{AddressRepr, HandleRepr};
use super::table::{self, AllowedThread, LentEntry, Loan};
use super::token_repr::TokenRepr;
use crate::callback::from_c::{Lend, LendMut, LentPointer};
use crate::convert::InvalidArgument;
use std::any::TypeId;
use std::ptr::{self, NonNull};
use std::sync::Arc;

/// An owner whose objects may be lent by reference.
#[diagnostic::on_unimplemented(
    message = "C shares the owners of a `{T}` (`owner = arc`), and a `&{T}` may be in no `Arc`",
    label = "may be in no `Arc`",
    note = "pass `&Arc<{T}>`"
)]
pub trait LentByReference<T> {}

impl<T> LentByReference<T> for BoxOwner {}
impl<T> LentByReference<T> for PoisonBox {}

/// The representation of objects that are lent.
pub trait LendRepr: HandleRepr {
    /// An object that is lent.
    type Lent<T: FfiHandle>: LentPointer<T>;

    /// Lends an object, which the caller borrows until the result is dropped.
    fn lend<T: FfiHandle>(object: NonNull<T>, access: LentAccess) -> Self::Lent<T>;
}

impl LendRepr for AddressRepr {
    type Lent<T: FfiHandle> = <T::Owner as Owner<T>>::Lent;

    #[inline(always)]
    fn lend<T: FfiHandle>(object: NonNull<T>, access: LentAccess) -> Self::Lent<T> {
        T::Owner::lend(object, access)
    }
}

/// The token of an object that is lent. It ends when this is dropped.
pub struct LentToken<T: FfiHandle> {
    /// Created with the first pointer, when this does not move any more. Dropped first, because the table has the pointer
    /// of `lent`.
    entry: Option<LentEntry>,
    lent: <T::Owner as Owner<T>>::Lent,
    thread: AllowedThread,
    loan: Loan,
}

impl<T: FfiHandle> LentPointer<T> for LentToken<T> {
    fn pointer(&mut self) -> *mut T {
        let entry = self.entry.get_or_insert_with(|| {
            // SAFETY: `pointer` returns the address of an object or of a record, which are not null.
            let value = unsafe { NonNull::new_unchecked(self.lent.pointer()) };
            match table::lend(value.cast(), TypeId::of::<T>(), self.thread, self.loan) {
                Ok(entry) => entry,
                Err(reason) => panic!("the object for the callback {reason}"),
            }
        });
        ptr::without_provenance_mut(entry.token().get())
    }

    fn finish(&self) -> Result<(), InvalidArgument> {
        self.lent.finish()
    }
}

impl<const SINGLE_THREAD: bool> LendRepr for TokenRepr<SINGLE_THREAD> {
    type Lent<T: FfiHandle> = LentToken<T>;

    fn lend<T: FfiHandle>(object: NonNull<T>, access: LentAccess) -> LentToken<T> {
        let thread = if SINGLE_THREAD { AllowedThread::Current } else { AllowedThread::Any };
        let loan = match access {
            LentAccess::Shared => Loan::Read,
            LentAccess::Exclusive => Loan::Write,
        };
        LentToken { entry: None, lent: T::Owner::lend(object, access), thread, loan }
    }
}

impl<T: FfiHandle> Lend<T> for HandleAccess
where
    T::Owner: LentByReference<T>,
    T::Repr: LendRepr,
{
    type Lent = <T::Repr as LendRepr>::Lent<T>;

    #[inline(always)]
    fn lend(value: &T) -> Self::Lent {
        T::Repr::lend(NonNull::from(value), LentAccess::Shared)
    }
}

impl<T: FfiHandle> LendMut<T> for HandleAccess
where
    T::Owner: LentByReference<T>,
    T::Repr: LendRepr,
{
    type Lent = <T::Repr as LendRepr>::Lent<T>;

    #[inline(always)]
    fn lend_mut(value: &mut T) -> Self::Lent {
        T::Repr::lend(NonNull::from(value), LentAccess::Exclusive)
    }
}

/// Lends an object that C may also share.
#[inline(always)]
pub fn lend_arc<T: FfiHandle>(value: &Arc<T>) -> <T::Repr as LendRepr>::Lent<T>
where
    T::Owner: SharedOwner<T>,
    T::Repr: LendRepr,
{
    // SAFETY: the address of an `Arc` is not null. It has the provenance of the whole allocation.
    let object = unsafe { NonNull::new_unchecked(Arc::as_ptr(value).cast_mut()) };
    T::Repr::lend(object, LentAccess::Shared)
}
