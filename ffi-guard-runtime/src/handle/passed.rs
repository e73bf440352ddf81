//! What passes between Rust and C as it stands, and is not to be a handle then: C has a handle as a token, or with a
//! mark beside it, of which only a conversion knows.

use super::FfiHandle;
use std::marker::PhantomData;
use std::sync::Arc;

/// Asks a type whether it may pass, by two constants of its own: the compiler takes those of [`NoHandle`] for all
/// else, a type parameter included.
pub struct Passed<T: ?Sized>(PhantomData<T>);

impl<T: FfiHandle> Passed<T> {
    /// Not a handle.
    pub const AS_IT_STANDS: bool = false;
}

/// Not what leads to a handle, where the author writes an alias of it.
macro_rules! not_behind {
    ($($pointer:ty),*) => {
        $(impl<T: FfiHandle> Passed<$pointer> {
            /// As above.
            pub const BY_ITS_POINTER: bool = false;
        })*
    };
}

not_behind!(&T, &mut T, Box<T>, Arc<T>, Option<&T>, Option<&mut T>, Option<Box<T>>, Option<Arc<T>>);

/// For all else.
pub trait NoHandle {
    /// It may.
    const AS_IT_STANDS: bool = true;

    /// It may.
    const BY_ITS_POINTER: bool = true;
}

impl<T: ?Sized> NoHandle for Passed<T> {}
