//! The contracts that a lock of the first format does not record.

use crate::abi::lock::{Lock, Signature, Typed};
use crate::abi::model::{Role, Type};

/// Returns the contracts that are not compared, of the functions that both locks have. `None` if no such function has one.
pub(super) fn contracts(old: &Lock, new: &Lock) -> Option<String> {
    let both =
        old.functions.iter().filter_map(|(symbol, was)| Some([was, new.functions.get(symbol)?]));
    let both: Vec<&Signature> = both.flatten().collect();
    let any = |has: fn(&Signature) -> bool| both.iter().any(|it| has(it));
    let parts = [
        (any(takes_callback), "who owns the arguments of callbacks and when they are called"),
        (any(is_view), "what borrowed results borrow from"),
        (any(is_pointer), "which results may be NULL without a failure"),
    ];
    let parts: Vec<&str> = parts.iter().filter(|(is, _)| *is).map(|(_, text)| *text).collect();
    match parts.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
    }
}

/// Returns whether the result is borrowed, or a reference in the C form.
fn is_view(function: &Signature) -> bool {
    let Typed { ty, role } = &function.returns;
    let is_reference = matches!(ty, Type::Pointer { nullable: false, .. });
    function.borrows.is_some() || is_reference || *role == Role::Borrowed
}

fn takes_callback(function: &Signature) -> bool {
    function.parameters.iter().any(|it| it.is.role == Role::Callback)
}

/// Returns whether the result is a pointer, or a list with one, that is null after a failure.
fn is_pointer(function: &Signature) -> bool {
    let roles = [Role::Owned, Role::OwnedString, Role::List, Role::Borrowed];
    roles.contains(&function.returns.role)
}
