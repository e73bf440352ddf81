//! Rules of the library that the model can switch off, to run the fuzzer on an older version.

use crate::refused::Rule;

/// An `Arc` that a call takes counts as memory that the call may free, as a `Box` does.
pub(crate) const ARC_OVERLAPS: bool = true;

/// `#[ffi(unchecked)]` on a reference leaves out the check of the value alone, not those for null, alignment and
/// overlap.
pub(crate) const UNCHECKED_POINTERS_ARE_CHECKED: bool = true;

/// The rules whose signatures the library refuses.
pub const REFUSED: [Rule; 4] = Rule::ALL;
