//! Transfers ownership of objects: to C, and back.
//!
//! `checked` is an owner that C gives back, between its check and the call. `boxed` and `shared` check and convert the
//! `Box` and the `Arc` of a signature, `list` an array of boxes, `value` an object that is passed by value.
//!
//! The target of a `Box` or an `Arc` can be a handle, data that C knows, or neither. Autoref specialization selects the
//! trait: for a method of `&&BoxOf<T>`, Rust tries the impl for `&BoxOf<T>` (handles) first, then the impl for
//! `&&BoxOf<T>` (data), then the impl for `BoxOf<T>`. The methods have a prefix, so no blanket trait of the author's
//! crate has methods of the same name.

mod boxed;
mod checked;
mod list;
mod shared;
mod value;

pub use boxed::{AnyBox, BoxOf, DataBox, HandleBox, IntoOptionBox};
use checked::check_owned;
pub use checked::{take_arc, take_box, take_optional_box, take_value};
pub use list::take_boxes;
pub use shared::{AnyArc, ArcOf, HandleArc, IntoOptionArc};
pub use value::{check_owned_self, optional_value_into_handle, value_into_handle};

use super::FfiHandle;
use super::owner::Owner;
use super::repr::HandleRepr;
use crate::convert::InvalidArgument;
use std::fmt;
use std::ptr::NonNull;

/// The reason why C could not get an object.
#[derive(Debug)]
pub struct CreateHandleError(InvalidArgument);

impl fmt::Display for CreateHandleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the object for C {}", self.0)
    }
}

/// Creates a handle. Frees the object if no handle can be created.
#[inline(always)]
pub(super) fn create_handle<T: FfiHandle>(
    address: NonNull<T>,
) -> Result<*mut T, CreateHandleError> {
    T::Repr::create(address).map_err(|reason| {
        // SAFETY: the caller has just leaked the object at `address`, and C did not receive it, so this is the only
        // owner.
        unsafe { T::Owner::free(address) };
        CreateHandleError(reason)
    })
}
