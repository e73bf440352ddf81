//! Compares the roles of values.

use super::change::Class;
use super::difference::Difference;
use crate::abi::model::Role;

/// Returns the effect of another role of a value, or of a pointer to a handle.
pub(super) fn compare(old: Role, new: Role, is_to_handle: bool) -> Option<Difference> {
    use Class::{Breaking, Compatible};
    use Role::{
        Array, Borrowed, Callback, CountedUtf8, Length, OutOwned, OutShared, Owned, Shared, String,
        Unchecked, Utf8, Value,
    };
    Some(match (old, new) {
        _ if old == new => return None,
        (Owned, Shared) | (OutOwned, OutShared) => {
            (Compatible, "the library counts references, and C frees as before")
        }
        (Utf8, String) => (Compatible, "text of any encoding is accepted"),
        (String, Utf8) => (Breaking, "text that is not UTF-8 is refused"),
        (Value, Unchecked) | (Unchecked, Value) => (Compatible, "unchecked as before"),
        (Length | Callback, Value | Unchecked) => (Compatible, "it is not checked any more"),
        (Borrowed | Array | CountedUtf8 | String | Utf8, Value | Unchecked) => {
            let class = if is_to_handle { Breaking } else { Compatible };
            (class, "it is not checked any more, and the library does not promise that C keeps it")
        }
        (Value | Unchecked, Length | Callback) => (Compatible, "it is checked"),
        (Value | Unchecked, Borrowed | Array) => {
            (Breaking, "misaligned and overlapping pointers are refused")
        }
        (Value | Unchecked, String) => (Breaking, "it must be a string"),
        (Value | Unchecked, Utf8) => (Breaking, "it must be a string of UTF-8"),
        (Array, CountedUtf8) | (Value | Unchecked, CountedUtf8) => {
            (Breaking, "text that is not UTF-8 is refused")
        }
        (CountedUtf8, Array) => (Compatible, "text of any encoding is accepted"),
        (_, Owned | Shared) => (Breaking, "the ownership changed"),
        (Owned | Shared, _) => (Breaking, "the ownership changed"),
        _ => (Breaking, "the use changed"),
    })
}
