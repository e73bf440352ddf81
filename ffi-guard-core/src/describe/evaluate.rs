//! The value of a constant whose type only the compiler knows.

use super::integer::Integer;
use super::piece::Piece;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr;

/// Reads values of `T` if they are integers.
#[derive(Clone, Copy)]
pub struct Evaluate<T> {
    integer: Option<Integer>,
    of: PhantomData<fn(T)>,
}

impl<T> Evaluate<T> {
    pub(super) const NEVER: Self = Self { integer: None, of: PhantomData };

    pub(super) const fn new() -> Self
    where
        T: super::Describe,
    {
        Self { integer: T::NUMBER, of: PhantomData }
    }

    /// Returns the number, or `null` if the type is not an integer. Does not drop the value: a constant cannot run a
    /// destructor.
    #[must_use]
    pub const fn piece(self, value: &ManuallyDrop<T>) -> Piece {
        let Some(integer) = self.integer else { return Piece::Json(b"null") };
        let address = ptr::from_ref(value);
        // SAFETY: `integer` comes from `Describe::NUMBER`, whose implementations uphold that each value of `T` is an
        // integer of this sign; the size of `T` selects its width.
        Piece::Number(unsafe {
            match (integer, size_of::<T>()) {
                (Integer::Unsigned, 1) => *address.cast::<u8>() as i128,
                (Integer::Unsigned, 2) => *address.cast::<u16>() as i128,
                (Integer::Unsigned, 4) => *address.cast::<u32>() as i128,
                (Integer::Unsigned, _) => *address.cast::<u64>() as i128,
                (Integer::Signed, 1) => *address.cast::<i8>() as i128,
                (Integer::Signed, 2) => *address.cast::<i16>() as i128,
                (Integer::Signed, 4) => *address.cast::<i32>() as i128,
                (Integer::Signed, _) => *address.cast::<i64>() as i128,
            }
        })
    }
}
