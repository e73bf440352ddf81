//! Objects of handles that are lent to a callback of C until it returns.
//!
//! C gets the address of the object or, if handles are checked, a token that ends with the callback. A poison flag is
//! stored next to an object, which a reference may not have: such an object cannot be lent.

use super::owner::{ArcOwner, BoxOwner, SharedOwner};
use super::poison_box::PoisonBox;
use super::repr::{AddressRepr, HandleRepr};
use super::table::{self, AllowedThread, LentEntry, Loan};
use super::token_repr::TokenRepr;
use super::{FfiHandle, access::HandleAccess};
use crate::callback::from_c::{Lend, LendMut, LentPointer};
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

/// An owner that stores nothing next to an object that C needs.
#[diagnostic::on_unimplemented(
    message = "a panic can poison a `{T}`, and a `&{T}` may have no poison flag next to it",
    label = "may have no poison flag",
    note = "pass a number that identifies the object, or `Box<{T}>`, which C then owns"
)]
pub trait Unmarked<T> {}

impl<T> Unmarked<T> for BoxOwner {}
impl<T> Unmarked<T> for ArcOwner {}

/// The representation of objects that are lent.
pub trait LendRepr: HandleRepr {
    /// An object that is lent.
    type Lent<T: FfiHandle>: LentPointer<T>;

    /// Lends an object, which the caller borrows until the result is dropped.
    fn lend<T: FfiHandle>(object: NonNull<T>, loan: Access) -> Self::Lent<T>;
}

/// The access of C to an object that is lent.
#[derive(Clone, Copy)]
pub enum Access {
    /// C reads it.
    Shared,
    /// C reads and writes it.
    Exclusive,
}

/// The address of an object that is lent.
pub struct LentAddress<T>(NonNull<T>);

impl<T> LentPointer<T> for LentAddress<T> {
    #[inline(always)]
    fn pointer(&mut self) -> *mut T {
        self.0.as_ptr()
    }
}

impl LendRepr for AddressRepr {
    type Lent<T: FfiHandle> = LentAddress<T>;

    #[inline(always)]
    fn lend<T: FfiHandle>(object: NonNull<T>, _: Access) -> LentAddress<T> {
        LentAddress(object)
    }
}

/// The token of an object that is lent. It ends when this is dropped.
pub struct LentToken(LentEntry);

impl<T> LentPointer<T> for LentToken {
    #[inline]
    fn pointer(&mut self) -> *mut T {
        ptr::without_provenance_mut(self.0.token().get())
    }
}

impl<const SINGLE_THREAD: bool> LendRepr for TokenRepr<SINGLE_THREAD> {
    type Lent<T: FfiHandle> = LentToken;

    fn lend<T: FfiHandle>(object: NonNull<T>, access: Access) -> LentToken {
        let home = if SINGLE_THREAD { AllowedThread::Current } else { AllowedThread::Any };
        let loan = match access {
            Access::Shared => Loan::Read,
            Access::Exclusive => Loan::Write,
        };
        match table::lend(object.cast(), TypeId::of::<T>(), home, loan) {
            Ok(entry) => LentToken(entry),
            Err(reason) => panic!("the object for the callback {reason}"),
        }
    }
}

impl<T: FfiHandle> Lend<T> for HandleAccess
where
    T::Owner: LentByReference<T> + Unmarked<T>,
    T::Repr: LendRepr,
{
    type Lent = <T::Repr as LendRepr>::Lent<T>;

    #[inline(always)]
    fn lend(value: &T) -> Self::Lent {
        T::Repr::lend(NonNull::from(value), Access::Shared)
    }
}

impl<T: FfiHandle> LendMut<T> for HandleAccess
where
    T::Owner: LentByReference<T> + Unmarked<T>,
    T::Repr: LendRepr,
{
    type Lent = <T::Repr as LendRepr>::Lent<T>;

    #[inline(always)]
    fn lend_mut(value: &mut T) -> Self::Lent {
        T::Repr::lend(NonNull::from(value), Access::Exclusive)
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
    T::Repr::lend(object, Access::Shared)
}
