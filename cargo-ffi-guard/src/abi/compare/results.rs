//! Compares what the types of results do not say: the memory that one borrows, and null without a failure.

use super::Comparison;
use super::change::{Change, Class};
use super::difference::Difference;
use crate::abi::lock::Signature;
use crate::abi::print::{STATIC, lenders};
use std::collections::BTreeSet;

/// The parameters that a result borrows from, by their positions. `None` for any of them.
type Lenders = Option<BTreeSet<usize>>;

impl Comparison<'_> {
    /// Compares the contracts of the results of two versions of a function.
    pub(super) fn result(&mut self, symbol: &str, old: &Signature, new: &Signature) {
        let what = |part: &str| format!("fn {symbol}, {part}");
        if let Some((class, why)) = validity(old, new) {
            let text = |it: &Signature| match &it.borrows {
                Some(names) => lenders(names),
                None => "not known".to_owned(),
            };
            let what = what("result borrowed from");
            self.add(Change::between(class, what, text(old), text(new), why));
        }
        let (class, why) = match (old.optional, new.optional) {
            (false, true) => (Class::Breaking, "it may be NULL without a failure"),
            (true, false) => (Class::Compatible, "it is NULL after a failure only"),
            _ => return,
        };
        let what = what("optional result");
        self.add(Change::between(class, what, old.optional, new.optional, why));
    }
}

/// Returns the effect of another origin of a borrowed result. If the result was not borrowed, or is not any more, another
/// role tells that, unless the function is in the C form.
fn validity(old: &Signature, new: &Signature) -> Option<Difference> {
    let has_same_role = old.returns.role == new.returns.role;
    match (&old.borrows, &new.borrows) {
        (Some(were), Some(are)) => {
            let (was, is) = (positions(were, old), positions(are, new));
            match is_longer(&was, &is) {
                _ if was == is => None,
                true => Some((Class::Compatible, "it is valid for longer")),
                false => Some((Class::Breaking, "it is valid for a shorter time")),
            }
        }
        (None, Some(are)) if has_same_role => match positions(are, new) {
            Some(positions) if positions.is_empty() => {
                Some((Class::Compatible, "it lives as long as the library"))
            }
            _ => Some((Class::Breaking, "it is valid as long as the argument only")),
        },
        (Some(_), None) if has_same_role => {
            Some((Class::Breaking, "nothing is promised about its memory any more"))
        }
        _ => None,
    }
}

/// Returns the positions of parameters. The library itself has none: its memory outlives all arguments.
fn positions(names: &[String], of: &Signature) -> Lenders {
    let position = |name: &String| of.parameters.iter().position(|it| it.name == *name);
    match names {
        [] => None,
        [one] if one == STATIC => Some(BTreeSet::new()),
        // A name of no parameter could be any of them.
        names => names.iter().map(position).collect(),
    }
}

/// Returns whether a result that borrows from `is` is valid as long as one that borrows from `was`: it ends with each of
/// the arguments that it borrows from.
fn is_longer(was: &Lenders, is: &Lenders) -> bool {
    match (was, is) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(was), Some(is)) => is.is_subset(was),
    }
}
