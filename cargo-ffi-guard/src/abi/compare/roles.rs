//! Compares the roles of values.

use super::change::Class;
use super::difference::Difference;
use crate::abi::model::Role;

const COUNTED: &str = "the library counts references, and C frees as before";
const OWNERSHIP: &str = "the ownership changed";
const NO_PROMISE: &str = "unchecked as before";

/// Returns the effect of another role of an argument. It may be a pointer to a handle.
pub(super) fn compare(old: Role, new: Role, is_to_handle: bool) -> Option<Difference> {
    use Class::{Breaking, Compatible};
    use Role::{
        Array, Borrowed, Callback, CountedUtf8, Length, OutOwned, OutShared, Owned, Shared, String,
        Unchecked, Utf8, Value,
    };
    Some(match (old, new) {
        _ if old == new => return None,
        (Owned, Shared) | (OutOwned, OutShared) => (Compatible, COUNTED),
        (Utf8, String) => (Compatible, "text of any encoding is accepted"),
        (String, Utf8) => (Breaking, "text that is not UTF-8 is refused"),
        (Value, Unchecked) | (Unchecked, Value) => (Compatible, NO_PROMISE),
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
        (_, Owned | Shared) => (Breaking, OWNERSHIP),
        (Owned | Shared, _) => (Breaking, OWNERSHIP),
        _ => (Breaking, "the use changed"),
    })
}

/// Returns the effect of another role of a result.
pub(super) fn returned(old: Role, new: Role) -> Option<Difference> {
    use Class::{Breaking, Compatible};
    use Role::{Borrowed, Owned, Shared, Value};
    Some(match (old, new) {
        _ if old == new => return None,
        (Owned, Shared) => (Compatible, COUNTED),
        (Borrowed, Value) => (Breaking, "nothing is promised about its memory any more"),
        (Value, Borrowed) => (Breaking, "C may read it for a limited time only"),
        _ => (Breaking, OWNERSHIP),
    })
}

/// Returns the effect of another role of an argument that C gets in a callback.
pub(super) fn given(old: Role, new: Role) -> Option<Difference> {
    use Class::{Breaking, Compatible};
    use Role::{Array, CountedUtf8, Owned, Shared, Unchecked, Value};
    Some(match (old, new) {
        _ if old == new => return None,
        (Owned, Shared) => (Compatible, COUNTED),
        (Value, Unchecked) | (Unchecked, Value) => (Compatible, NO_PROMISE),
        (Array, CountedUtf8) => (Compatible, "it is always UTF-8"),
        (CountedUtf8, Array) => (Breaking, "it may be text of any encoding"),
        _ if is_owned(old) && is_owned(new) => (Breaking, OWNERSHIP),
        _ if is_owned(new) => (Breaking, "C must free it, and did not own it"),
        _ if is_owned(old) => (Breaking, "C must not free it, and owned it"),
        (_, Unchecked | Value) => (Breaking, "nothing is promised about the pointer any more"),
        (Unchecked | Value, _) => (Breaking, "it is valid until the callback returns only"),
        _ => (Breaking, "the use changed"),
    })
}

/// Returns the effect of another role of a value that C gives in a callback: as its result, or through an out-parameter.
pub(super) fn taken(old: Role, new: Role) -> Option<Difference> {
    use Class::{Breaking, Compatible};
    use Role::{OutOwned, OutShared, Owned, Shared, Status};
    Some(match (old, new) {
        _ if old == new => return None,
        (Owned, Shared) | (OutOwned, OutShared) => (Compatible, COUNTED),
        (Status, _) => (Breaking, "a number that is not 0 is not an error any more"),
        (_, Status) => (Breaking, "a number that is not 0 is an error"),
        _ => (Breaking, OWNERSHIP),
    })
}

/// Returns whether C owns what it gets with this role.
const fn is_owned(role: Role) -> bool {
    matches!(role, Role::Owned | Role::Shared | Role::OwnedString)
}
