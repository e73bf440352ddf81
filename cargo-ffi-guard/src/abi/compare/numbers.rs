//! Compares the epochs and revisions of two locks.

use super::Compared;
use super::change::{Change, Class};
use crate::abi::lock::Lock;

/// Returns the change of an epoch or a revision that became lower.
pub(in crate::abi) fn lowered(old: &Lock, new: &Lock) -> Option<Change> {
    let change = |what, was, is, why| Change::between(Class::Breaking, what, was, is, why);
    if new.epoch < old.epoch {
        let why = "lower: a program may accept a library that it cannot use";
        return Some(change("epoch", old.epoch, new.epoch, why));
    }
    let is_lower = new.epoch == old.epoch && new.revision < old.revision;
    let why = "lower: compiled programs refuse the library";
    is_lower.then(|| change("revision", old.revision, new.revision, why))
}

/// Returns a sentence if the epoch or the revision must be higher for the changes.
pub(in crate::abi) fn not_raised(old: &Lock, new: &Lock, compared: &Compared) -> Option<String> {
    let (what, is_raised) = match compared.class() {
        Some(Class::Breaking) => ("epoch", new.epoch > old.epoch),
        _ if compared.is_any_added() => {
            ("revision", (new.epoch, new.revision) > (old.epoch, old.revision))
        }
        _ => return None,
    };
    (!is_raised).then(|| {
        format!(
            "the {what} of the new lock is not higher: \
             write the new lock over a copy of the old one with `cargo ffi-guard abi --lock FILE`"
        )
    })
}
