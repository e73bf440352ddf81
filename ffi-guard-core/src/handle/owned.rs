//! Objects that change hands: given to C, and taken back.
//!
//! The target of a `Box` or an `Arc` may be a handle, data that C knows, or neither. Autoref specialization tells: a
//! method of `&&BoxOf<T>` is looked for in the impl for `&BoxOf<T>` (handles) first, then in that for `&&BoxOf<T>` (data),
//! then in that for `BoxOf<T>`. The methods have names that no trait of the author's has for all types.

use super::FfiHandle;
use super::access::reject_poisoned;
use super::owner::{Owner, SharedOwner, UniqueOwner, arc_extent};
use super::pending::{self, PendingOwner};
use super::repr::{ExclusiveHandle, HandleRepr};
use crate::convert::{CheckedPointer, FfiType, InvalidArgument, aligned, data, non_null};
use std::fmt;
use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::sync::Arc;

/// What is kept of a handle that a call is to take.
type Exclusive<T> = <<T as FfiHandle>::Repr as HandleRepr>::Exclusive<T>;

/// Checks a handle whose object is to be taken.
///
/// # Safety
///
/// As for a handle in [`exclusive`](crate::convert::checks::exclusive).
#[inline(always)]
unsafe fn check_owned<T: FfiHandle>(handle: *const T) -> Result<Exclusive<T>, InvalidArgument> {
    // SAFETY: the caller promises what the scheme demands: a handle that no other call has, or, checked, anything.
    unsafe { T::Repr::exclude(handle) }.and_then(reject_poisoned)
}

/// Why an object that was to be returned cannot be.
#[derive(Debug)]
pub struct CreateHandleError(InvalidArgument);

impl fmt::Display for CreateHandleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the object to return {}", self.0)
    }
}

/// Makes a handle; the object is freed if there can be none.
#[inline(always)]
fn create_handle<T: FfiHandle>(address: NonNull<T>) -> Result<*mut T, CreateHandleError> {
    T::Repr::create(address).map_err(|refused| {
        // SAFETY: the caller has just made `address` with `leak`, and C does not get it, so this is the only owner.
        unsafe { T::Owner::free(address) };
        CreateHandleError(refused)
    })
}

/// What is kept of an owner until it is taken.
pub trait IntoOwned<O> {
    /// The owner.
    ///
    /// # Safety
    ///
    /// C gave the owner away with this argument, and does not use it any more.
    unsafe fn into_owned(self) -> O;
}

/// The object of a handle that is to be taken.
pub struct OwnedHandle<T: FfiHandle>(Exclusive<T>);

/// The address of an object that is not a handle, and the memory that is freed with the object.
pub struct RawOwner<T> {
    address: NonNull<T>,
    extent: (usize, usize),
}

impl<T> RawOwner<T> {
    #[inline(always)]
    fn in_box(address: NonNull<T>) -> Self {
        Self { address, extent: (address.addr().get(), size_of::<T>()) }
    }

    #[inline(always)]
    fn in_arc(address: NonNull<T>) -> Self {
        Self { address, extent: arc_extent(address) }
    }
}

// SAFETY: an exclusive check returned the hold inside, whose own `CheckedPointer` makes the same promise.
unsafe impl<T: FfiHandle> CheckedPointer for OwnedHandle<T> {
    type Target = T;
    type PoisonOnUnwind = ();

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.0.address()
    }

    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        self.0.extent()
    }

    #[inline(always)]
    fn poison_on_unwind(&self) {}
}

// SAFETY: C passes a pointer that came from `Box::into_raw` or `Arc::into_raw` and that it has not given back, as the
// callers of the checks that make a `RawOwner` promise.
unsafe impl<T> CheckedPointer for RawOwner<T> {
    type Target = T;
    type PoisonOnUnwind = ();

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.address
    }

    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        self.extent
    }

    #[inline(always)]
    fn poison_on_unwind(&self) {}
}

impl<T: FfiHandle> IntoOwned<Box<T>> for OwnedHandle<T>
where
    T::Owner: UniqueOwner<T>,
{
    #[inline(always)]
    unsafe fn into_owned(self) -> Box<T> {
        // SAFETY: `remove` ends the handle, and C does not use it any more, so nobody else takes the object.
        unsafe { T::Owner::take_box(self.0.remove()) }
    }
}

impl<T: FfiHandle> IntoOwned<T> for OwnedHandle<T>
where
    T::Owner: UniqueOwner<T>,
{
    #[inline(always)]
    unsafe fn into_owned(self) -> T {
        // SAFETY: `remove` ends the handle, and C does not use it any more, so nobody else takes the object.
        unsafe { T::Owner::take(self.0.remove()) }
    }
}

impl<T: FfiHandle> IntoOwned<Arc<T>> for OwnedHandle<T>
where
    T::Owner: SharedOwner<T>,
{
    #[inline(always)]
    unsafe fn into_owned(self) -> Arc<T> {
        // SAFETY: `remove` ends the handle, and C does not use it any more, so nobody else takes this reference.
        unsafe { T::Owner::take_arc(self.0.remove()) }
    }
}

impl<T> IntoOwned<Box<T>> for RawOwner<T> {
    #[inline(always)]
    unsafe fn into_owned(self) -> Box<T> {
        // SAFETY: C got the pointer from `Box::into_raw`, and gives it away with this argument.
        unsafe { Box::from_raw(self.address.as_ptr()) }
    }
}

impl<T> IntoOwned<Arc<T>> for RawOwner<T> {
    #[inline(always)]
    unsafe fn into_owned(self) -> Arc<T> {
        // SAFETY: C got the pointer from `Arc::into_raw`, and gives that reference away with this argument.
        unsafe { Arc::from_raw(self.address.as_ptr()) }
    }
}

/// The type in a `Box` of a signature.
pub struct BoxOf<T>(PhantomData<T>);

/// The type in an `Arc` of a signature.
pub struct ArcOf<T>(PhantomData<T>);

impl<T> BoxOf<T> {
    /// Says which.
    pub const OF: Self = Self(PhantomData);
}

impl<T> ArcOf<T> {
    /// Says which.
    pub const OF: Self = Self(PhantomData);
}

/// For boxes of handles.
pub trait HandleBox<T: FfiHandle> {
    /// Checks what C gives back.
    ///
    /// # Errors
    ///
    /// If it is null, or, where handles are checked, none that C may use now.
    ///
    /// # Safety
    ///
    /// Null, or a handle that no other call has; a checked one may be anything.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, handle: *mut T) -> Result<OwnedHandle<T>, InvalidArgument>
    where
        T::Owner: UniqueOwner<T>,
    {
        // SAFETY: the caller promises the same.
        unsafe { check_owned(handle) }.map(OwnedHandle)
    }

    /// The same of what may be null.
    ///
    /// # Errors
    ///
    /// As [`ffi_guard_check`](Self::ffi_guard_check), but for null.
    ///
    /// # Safety
    ///
    /// As there.
    #[inline(always)]
    unsafe fn ffi_guard_check_optional(
        &self,
        handle: *mut T,
    ) -> Result<Option<OwnedHandle<T>>, InvalidArgument>
    where
        T::Owner: UniqueOwner<T>,
    {
        // SAFETY: the caller promises the same.
        (!handle.is_null()).then(|| unsafe { self.ffi_guard_check(handle) }).transpose()
    }

    /// Gives it to C.
    ///
    /// # Errors
    ///
    /// Why there is no handle.
    #[inline(always)]
    fn ffi_guard_into_raw(&self, value: Option<Box<T>>) -> Result<*mut T, CreateHandleError>
    where
        T::Owner: UniqueOwner<T>,
    {
        value.map_or(Ok(ptr::null_mut()), |value| create_handle(T::Owner::leak_box(value)))
    }

    /// The same of what C does not get before all else has succeeded.
    ///
    /// # Errors
    ///
    /// As [`ffi_guard_into_raw`](Self::ffi_guard_into_raw).
    #[inline(always)]
    fn ffi_guard_into_pending(
        &self,
        value: Option<Box<T>>,
    ) -> Result<PendingOwner<T>, CreateHandleError>
    where
        T::Owner: UniqueOwner<T>,
    {
        // SAFETY: `ffi_guard_into_raw` has just made the handle, and C does not have it; `free_handle` frees such a one.
        self.ffi_guard_into_raw(value)
            .map(|handle| unsafe { PendingOwner::new(handle, pending::free_handle) })
    }
}

impl<T: FfiHandle> HandleBox<T> for &BoxOf<T> {}

/// For boxes of data: C knows their layout, owns them, and may write to them before it gives them back.
pub trait DataBox<T: FfiType> {
    /// Checks a box that C gives back.
    ///
    /// # Errors
    ///
    /// If it is null or misaligned, or points to no value of `T`.
    ///
    /// # Safety
    ///
    /// Null, misaligned, or from `Box::into_raw`, and not used any more.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, pointer: *mut T) -> Result<RawOwner<T>, InvalidArgument> {
        // SAFETY: the memory of a box is initialised, and C does not use it any more, by the contract of this function.
        unsafe { data(pointer) }.map(|checked| RawOwner::in_box(checked.address()))
    }

    /// Checks a box that may be null.
    ///
    /// # Errors
    ///
    /// As [`ffi_guard_check`](Self::ffi_guard_check), except for null.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check).
    #[inline(always)]
    unsafe fn ffi_guard_check_optional(
        &self,
        pointer: *mut T,
    ) -> Result<Option<RawOwner<T>>, InvalidArgument> {
        // SAFETY: this function has the contract of `ffi_guard_check`, which the caller upholds.
        (!pointer.is_null()).then(|| unsafe { self.ffi_guard_check(pointer) }).transpose()
    }
}

impl<T: FfiType> DataBox<T> for &&BoxOf<T> {}

/// For boxes of all else.
pub trait AnyBox<T> {
    /// Checks what C gives back.
    ///
    /// # Errors
    ///
    /// If it is null or misaligned.
    ///
    /// # Safety
    ///
    /// Null, misaligned, or from `Box::into_raw`, and not used any more.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, pointer: *mut T) -> Result<RawOwner<T>, InvalidArgument> {
        let address = non_null(pointer)?;
        aligned(pointer)?;
        Ok(RawOwner::in_box(address))
    }

    /// The same of what may be null.
    ///
    /// # Errors
    ///
    /// If it is misaligned.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check).
    #[inline(always)]
    unsafe fn ffi_guard_check_optional(
        &self,
        pointer: *mut T,
    ) -> Result<Option<RawOwner<T>>, InvalidArgument> {
        aligned(pointer)?;
        Ok(NonNull::new(pointer).map(RawOwner::in_box))
    }

    /// Gives it to C.
    ///
    /// # Errors
    ///
    /// None.
    #[inline(always)]
    fn ffi_guard_into_raw(&self, value: Option<Box<T>>) -> Result<*mut T, CreateHandleError> {
        Ok(value.map_or(ptr::null_mut(), Box::into_raw))
    }

    /// The same of what C does not get before all else has succeeded.
    ///
    /// # Errors
    ///
    /// None.
    #[inline(always)]
    fn ffi_guard_into_pending(
        &self,
        value: Option<Box<T>>,
    ) -> Result<PendingOwner<T>, CreateHandleError> {
        // SAFETY: the pointer has just come from `Box::into_raw`, and C does not have it; `free_box` frees such a one.
        self.ffi_guard_into_raw(value)
            .map(|pointer| unsafe { PendingOwner::new(pointer, pending::free_box) })
    }
}

impl<T> AnyBox<T> for BoxOf<T> {}

/// For shares of handles.
pub trait HandleArc<T: FfiHandle> {
    /// Checks what C gives back.
    ///
    /// # Errors
    ///
    /// As [`HandleBox::ffi_guard_check`].
    ///
    /// # Safety
    ///
    /// As there.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, handle: *const T) -> Result<OwnedHandle<T>, InvalidArgument>
    where
        T::Owner: SharedOwner<T>,
    {
        // SAFETY: the caller promises the same.
        unsafe { check_owned(handle) }.map(OwnedHandle)
    }

    /// Gives it to C.
    ///
    /// # Errors
    ///
    /// Why there is no handle.
    #[inline(always)]
    fn ffi_guard_into_raw(&self, value: Arc<T>) -> Result<*const T, CreateHandleError>
    where
        T::Owner: SharedOwner<T>,
    {
        create_handle(T::Owner::leak_arc(value)).map(<*mut T>::cast_const)
    }
}

impl<T: FfiHandle> HandleArc<T> for &ArcOf<T> {}

/// For shares of all else.
pub trait AnyArc<T> {
    /// Checks what C gives back.
    ///
    /// # Errors
    ///
    /// If it is null or misaligned.
    ///
    /// # Safety
    ///
    /// Null, misaligned, or from `Arc::into_raw`, and not used any more.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, pointer: *const T) -> Result<RawOwner<T>, InvalidArgument> {
        let address = non_null(pointer)?;
        aligned(pointer)?;
        Ok(RawOwner::in_arc(address))
    }

    /// Gives it to C.
    ///
    /// # Errors
    ///
    /// None.
    #[inline(always)]
    fn ffi_guard_into_raw(&self, value: Arc<T>) -> Result<*const T, CreateHandleError> {
        Ok(Arc::into_raw(value))
    }
}

impl<T> AnyArc<T> for ArcOf<T> {}

/// `Box<T>` and `Option<Box<T>>`.
pub trait IntoOptionBox<T> {
    /// As one.
    fn into_option_box(self) -> Option<Box<T>>;
}

impl<T> IntoOptionBox<T> for Box<T> {
    #[inline(always)]
    fn into_option_box(self) -> Option<Self> {
        Some(self)
    }
}

impl<T> IntoOptionBox<T> for Option<Box<T>> {
    #[inline(always)]
    fn into_option_box(self) -> Self {
        self
    }
}

/// `self` of a method, which is consumed.
///
/// # Errors
///
/// As [`HandleBox::ffi_guard_check`].
///
/// # Safety
///
/// As there.
#[inline(always)]
pub unsafe fn check_owned_self<T: FfiHandle>(
    handle: *mut T,
) -> Result<OwnedHandle<T>, InvalidArgument>
where
    T::Owner: UniqueOwner<T>,
{
    // SAFETY: the caller promises the same.
    unsafe { check_owned(handle) }.map(OwnedHandle)
}

/// A new object for C.
///
/// # Errors
///
/// Why there is no handle.
#[inline(always)]
pub fn value_into_handle<T: FfiHandle>(value: T) -> Result<*mut T, CreateHandleError> {
    create_handle(T::Owner::leak(value))
}

/// [`value_into_handle`] of what may be absent.
///
/// # Errors
///
/// As there.
#[inline(always)]
pub fn optional_value_into_handle<T: FfiHandle>(
    value: Option<T>,
) -> Result<*mut T, CreateHandleError> {
    value.map_or(Ok(ptr::null_mut()), value_into_handle)
}

/// The box that was checked.
///
/// # Safety
///
/// C does not use it any more.
#[inline(always)]
pub unsafe fn take_box<H: CheckedPointer<Target: Sized> + IntoOwned<Box<H::Target>>>(
    held: H,
) -> Box<H::Target> {
    // SAFETY: C gave the owner away with this argument, as the caller promises.
    unsafe { held.into_owned() }
}

/// [`take_box`] of what may be absent.
///
/// # Safety
///
/// As there.
#[inline(always)]
pub unsafe fn take_optional_box<H: CheckedPointer<Target: Sized> + IntoOwned<Box<H::Target>>>(
    held: Option<H>,
) -> Option<Box<H::Target>> {
    // SAFETY: C gave the owner away with this argument, as the caller promises.
    held.map(|held| unsafe { held.into_owned() })
}

/// The share that was checked.
///
/// # Safety
///
/// As for [`take_box`].
#[inline(always)]
pub unsafe fn take_arc<H: CheckedPointer<Target: Sized> + IntoOwned<Arc<H::Target>>>(
    held: H,
) -> Arc<H::Target> {
    // SAFETY: C gave the owner away with this argument, as the caller promises.
    unsafe { held.into_owned() }
}

/// The object that was checked.
///
/// # Safety
///
/// As for [`take_box`].
#[inline(always)]
pub unsafe fn take_value<H: CheckedPointer<Target: Sized> + IntoOwned<H::Target>>(
    held: H,
) -> H::Target {
    // SAFETY: C gave the owner away with this argument, as the caller promises.
    unsafe { held.into_owned() }
}
