//! The kind of an integer type.

/// An integer type, as [`Describe::NUMBER`](super::Describe::NUMBER) has it: whether it is signed.
#[derive(Clone, Copy)]
pub enum Integer {
    /// `u8` to `u64`, and `usize`.
    Unsigned,
    /// `i8` to `i64`, and `isize`.
    Signed,
}
