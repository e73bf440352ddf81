//! Checks of characters, which C passes as numbers.

use super::InvalidArgument;

/// Converts a `uint32_t` from C into a `char`.
///
/// # Errors
///
/// Returns an error if the number is not a Unicode scalar value.
#[inline(always)]
pub fn character(number: u32) -> Result<char, InvalidArgument> {
    let why = "which is the number of no character";
    char::from_u32(number).ok_or(InvalidArgument::value(number as i128, why))
}
