//! Compares the callbacks that C provides as closures.

use super::change::Class;
use super::difference::{Difference, Direction};
use super::roles::{given, taken};
use super::types::{Types, convention, is_out, nullability};
use crate::abi::lock::{Entry, Signature, Typed};
use crate::abi::model::{Callback, Role, Type};
use crate::abi::print;
use std::cmp::Ordering;
use std::iter::repeat;

/// A parameter, and its contract if it is a callback that C provides.
#[derive(Clone, Copy)]
pub(super) struct Passed<'l> {
    pub(super) name: &'l str,
    is: &'l Typed,
    callback: Option<&'l Callback>,
}

impl<'l> Passed<'l> {
    /// Returns a parameter of a function.
    pub(super) fn of(function: &'l Signature, entry: &'l Entry) -> Self {
        let (name, is) = (entry.name.as_str(), &entry.is);
        Self { name, is, callback: function.callbacks.get(name) }
    }

    /// Returns it in words, with what differs from its other version.
    pub(super) fn text(self, other: Self) -> String {
        let mut text = String::from(self.is.clone());
        if self.name != other.name {
            text = format!("{}: {text}", self.name);
        }
        match self.callback.filter(|_| self.callback != other.callback) {
            Some(callback) => format!("{text}: {}", print::callback(callback)),
            None => text,
        }
    }
}

/// An argument of a callback, or its result.
type Value<'l> = (&'l Type, Role);

impl Types {
    /// Returns the differences of two parameters.
    pub(super) fn passed(&self, old: Passed<'_>, new: Passed<'_>) -> Vec<Difference> {
        match (old.callback, new.callback) {
            (Some(was), Some(is)) => self.callback((&old.is.ty, was), (&new.is.ty, is)),
            (was, is) => {
                let mut found = self.typed(old.is, new.is, Direction::In);
                if let Some(why) = one_sided(was, is) {
                    found.push((Class::Breaking, why));
                }
                found
            }
        }
    }

    /// Returns the differences of two callbacks.
    fn callback(&self, old: (&Type, &Callback), new: (&Type, &Callback)) -> Vec<Difference> {
        let mut found = Vec::new();
        let ((was_type, was), (is_type, is)) = (old, new);
        let (
            Type::Function { abi: was_abi, nullable: was_null, parameters: were, returns: gave },
            Type::Function { abi, nullable, parameters: are, returns: gives },
        ) = (was_type, is_type)
        else {
            self.compare(was_type, is_type, Direction::In, &mut found);
            return found;
        };
        nullability(*was_null, *nullable, Direction::In, &mut found);
        if was_abi != abi {
            found.push(convention(was_abi, abi));
        }
        if were.len() != are.len() {
            found.push((Class::Breaking, "the number of parameters changed"));
        }
        for (was, is) in values(were, &was.arguments).zip(values(are, &is.arguments)) {
            self.argument(was, is, &mut found);
        }
        self.exact(gave, gives, Direction::In, &mut found);
        found.extend(taken(was.result, is.result));
        found.extend(calls(was, is));
        found
    }

    /// Adds the differences of an argument, which C gets.
    fn argument(&self, old: Value<'_>, new: Value<'_>, found: &mut Vec<Difference>) {
        match (old.0, new.0) {
            // C gives the value behind an out-parameter.
            (Type::Pointer { to: was, .. }, Type::Pointer { to, .. })
                if is_out(old.1) && is_out(new.1) =>
            {
                self.behind(was, to, Direction::In, found);
                return found.extend(taken(old.1, new.1));
            }
            (Type::Pointer { mutable: true, .. }, Type::Pointer { mutable: false, .. })
                if is_lent(old.1) && is_lent(new.1) =>
            {
                found.push((Class::Breaking, "C may not write to it any more"));
            }
            _ => {}
        }
        self.exact(old.0, new.0, Direction::Out, found);
        found.extend(given(old.1, new.1));
    }
}

/// Returns the types with their roles.
fn values<'l>(types: &'l [Type], roles: &'l [Role]) -> impl Iterator<Item = Value<'l>> {
    types.iter().zip(roles.iter().copied().chain(repeat(Role::Value)))
}

/// Returns whether C gets a pointer of this role for the call only.
const fn is_lent(role: Role) -> bool {
    matches!(role, Role::Borrowed | Role::Array)
}

/// Returns the effect of a contract that only one version has: the other one takes a plain pointer to a function.
const fn one_sided(old: Option<&Callback>, new: Option<&Callback>) -> Option<&'static str> {
    match (old, new) {
        (None, Some(_)) => Some(
            "it is called by the rules for closures, and nothing was promised about a plain function",
        ),
        (Some(_), None) => {
            Some("nothing is promised any more about its arguments, its calls and its threads")
        }
        _ => None,
    }
}

/// Returns the differences in when the library calls the function.
fn calls(old: &Callback, new: &Callback) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |order: Ordering, more, fewer| match order {
        Ordering::Less => found.push((Class::Breaking, more)),
        Ordering::Greater => found.push((Class::Compatible, fewer)),
        Ordering::Equal => {}
    };
    add(old.calls.cmp(&new.calls), "it may be called more often", "it is called less often");
    add(old.threads.cmp(&new.threads), "more threads may call it", "fewer threads call it");
    let (later, earlier) =
        ("it may be called after the function has returned", "it is not called after the function");
    add(old.kept.cmp(&new.kept), later, earlier);
    found
}
