//! Rules of the library that can be disabled in the model, to run the fuzzer on an older version.

use crate::refused::Rule;

/// An `Arc` passed by value counts as memory that the call may free, like a `Box`.
pub(crate) const ARC_OVERLAPS: bool = true;

/// `#[ffi(unchecked)]` on a reference only disables the check of the value, not those for null, alignment and overlap.
pub(crate) const UNCHECKED_POINTERS_ARE_CHECKED: bool = true;

/// The rules for signatures that the library rejects.
pub const REFUSED: [Rule; 4] = Rule::ALL;
