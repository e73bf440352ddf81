//! Computes which arguments are rejected, and why.

use crate::call::{Address, Arg, Call, Len, State, Storage};
use crate::closure::Closure;
use crate::contract::{ARC_OVERLAPS, UNCHECKED_POINTERS_ARE_CHECKED};
use crate::model::{Function, Kind, Library, Object, Param};
use crate::types::{Number, Ty};

/// A defect of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    Null,
    Misaligned,
    Value,
    Utf8,
    TooLong,
    Overlap,
    Freed,
    NoHandle,
    OtherType,
    InUse,
    Poisoned,
}

impl Reason {
    /// Returns the reason in a message, based on words that any wording of it contains.
    pub(crate) fn of(message: &str) -> Option<Self> {
        const WORDS: [(&str, Reason); 15] = [
            ("poisoned", Reason::Poisoned),
            ("overlap", Reason::Overlap),
            ("second time", Reason::Overlap),
            ("in use", Reason::InUse),
            ("null", Reason::Null),
            ("NULL", Reason::Null),
            ("align", Reason::Misaligned),
            ("UTF-8", Reason::Utf8),
            ("address space", Reason::TooLong),
            ("another type", Reason::OtherType),
            ("freed", Reason::Freed),
            ("not a handle", Reason::NoHandle),
            ("which is", Reason::Value),
            ("is 0 or 1", Reason::Value),
            ("every number but 0", Reason::Value),
        ];
        WORDS.iter().find(|(word, _)| message.contains(word)).map(|(_, reason)| *reason)
    }
}

/// Returns all reasons for which the call may be rejected.
pub(super) fn reasons(
    library: &Library,
    function: &Function,
    call: &Call,
) -> Vec<(String, Reason)> {
    let params = &function.params;
    let mut reasons = Vec::new();
    for (index, param) in params.iter().enumerate() {
        let reason = own(library, param, call, index);
        reasons.extend(reason.map(|reason| (param.name.clone(), reason)));
    }
    for later in 0..params.len() {
        for earlier in 0..later {
            reasons.extend(of_pair(library, function, call, earlier, later));
        }
    }
    reasons
}

/// Returns why an argument is rejected on its own.
fn own(library: &Library, param: &Param, call: &Call, index: usize) -> Option<Reason> {
    let types = &library.types;
    let arg = &call.args[index];
    if let Arg::Value(value) = arg {
        let Kind::Value(ty) = &param.kind else { unreachable!("{arg:?}") };
        return if param.unchecked { None } else { types.flaw(ty, value) };
    }
    match &param.kind {
        Kind::Callback { optional, .. } | Kind::Closure(Closure { optional, .. }) => {
            (!optional && !arg.is_function()).then_some(Reason::Null)
        }
        Kind::Reference { optional, to, .. } => {
            pointer(call, index, *optional, types.has_alignment(to)).or_else(|| {
                if param.unchecked { None } else { elements(library, call, index, to, 1) }
            })
        }
        Kind::CStr { optional } => pointer(call, index, *optional, false),
        Kind::Text { optional } => {
            pointer(call, index, *optional, false).or_else(|| utf8(call, index))
        }
        Kind::CountedText { optional: true } if call.address(index) == Some(Address::Null) => None,
        Kind::CountedText { .. } => {
            slice(library, call, index, &Ty::number(Number::U8)).or_else(|| utf8(call, index))
        }
        Kind::Slice { of, .. } => slice(library, call, index, of),
        Kind::Texts | Kind::LentList { .. } | Kind::OwnerList { .. } => {
            slice(library, call, index, &Ty::number(Number::Usize))
        }
        Kind::Lent { optional, object, .. }
        | Kind::LentArc { optional, object }
        | Kind::Owner { optional, object } => {
            self::object(library, call, index, *optional, *object)
        }
        Kind::Out { ty, nullable } => pointer(call, index, *nullable, types.has_alignment(ty)),
        Kind::OutOwner { nullable, .. }
        | Kind::OutText { nullable, .. }
        | Kind::OutList { nullable, .. } => pointer(call, index, *nullable, true),
        Kind::Answer | Kind::Present => pointer(call, index, false, false),
        Kind::Value(_) => unreachable!("{arg:?}"),
    }
}

fn pointer(call: &Call, index: usize, optional: bool, aligned: bool) -> Option<Reason> {
    match call.address(index)? {
        Address::Null => (!optional).then_some(Reason::Null),
        Address::At { shifted, .. } => (shifted && aligned).then_some(Reason::Misaligned),
        Address::Number(_) => None,
    }
}

/// Looks for an invalid element. The content of a storage of another type is unknown.
fn elements(library: &Library, call: &Call, index: usize, ty: &Ty, len: usize) -> Option<Reason> {
    let (storage, element) = call.place(index)?;
    let Storage::Data { ty: own, values } = &call.storages[storage] else { return None };
    let mut values = values.iter().skip(element).take(len).filter(|_| own == ty);
    values.find_map(|value| library.types.flaw(ty, value))
}

fn utf8(call: &Call, index: usize) -> Option<Reason> {
    let (storage, _) = call.place(index)?;
    let Storage::Text(bytes) = &call.storages[storage] else { return None };
    std::str::from_utf8(bytes).is_err().then_some(Reason::Utf8)
}

fn slice(library: &Library, call: &Call, index: usize, of: &Ty) -> Option<Reason> {
    let Arg::List(_, len) = call.args[index] else { unreachable!("no slice") };
    if len == Len::Exact(0) {
        return None;
    }
    let aligned = library.types.has_alignment(of);
    pointer(call, index, false, aligned).or_else(|| match len {
        Len::Exact(len) => elements(library, call, index, of, len),
        Len::Max | Len::TooMany => Some(Reason::TooLong),
    })
}

fn object(
    library: &Library,
    call: &Call,
    index: usize,
    optional: bool,
    wanted: usize,
) -> Option<Reason> {
    let checked = library.objects[wanted].is_checked();
    let aligned = match &library.objects[wanted] {
        Object::Data { ty, .. } => library.types.has_alignment(ty),
        _ => !checked,
    };
    if let Some(Address::Number(_)) = call.address(index) {
        return Some(Reason::NoHandle);
    }
    let reason = pointer(call, index, optional, aligned);
    let Some((storage, _)) = call.place(index) else { return reason };
    let Storage::Object { object, state, .. } = &call.storages[storage] else { return reason };
    reason.or(match state {
        _ if *object != wanted => Some(Reason::OtherType),
        State::Alive | State::Share => None,
        State::Freed => Some(Reason::Freed),
        State::Poisoned => Some(Reason::Poisoned),
    })
}

/// Returns whether the function may write to or free the memory that an argument points to.
fn is_written(library: &Library, kind: &Kind) -> bool {
    match kind {
        Kind::Reference { exclusive, .. }
        | Kind::Slice { exclusive, .. }
        | Kind::Lent { exclusive, .. } => *exclusive,
        Kind::Owner { object, .. } => {
            let object = &library.objects[*object];
            ARC_OVERLAPS || object.is_checked() || !object.is_shared()
        }
        Kind::Answer | Kind::Present => true,
        out if out.is_out() => true,
        Kind::Value(_)
        | Kind::CStr { .. }
        | Kind::Text { .. }
        | Kind::CountedText { .. }
        | Kind::Texts
        | Kind::LentList { .. }
        | Kind::OwnerList { .. }
        | Kind::LentArc { .. }
        | Kind::Callback { .. }
        | Kind::Closure(_) => false,
        _ => unreachable!("{kind:?}"),
    }
}

/// Returns why two overlapping arguments are rejected. The error may name either of two checked handles, and any
/// argument that may be written.
fn of_pair(
    library: &Library,
    function: &Function,
    call: &Call,
    one: usize,
    other: usize,
) -> Vec<(String, Reason)> {
    let params = [&function.params[one], &function.params[other]];
    if params.iter().any(|param| param.unchecked && !UNCHECKED_POINTERS_ARE_CHECKED) {
        return Vec::new();
    }
    let written = params.iter().filter(|param| is_written(library, &param.kind));
    let written: Vec<_> = written.map(|param| param.name.clone()).collect();
    if written.is_empty() || !meet(function, call, one, other) {
        return Vec::new();
    }
    let checked = |param: &Param| match param.kind {
        Kind::Lent { object, .. } | Kind::LentArc { object, .. } | Kind::Owner { object, .. } => {
            library.objects[object].is_checked()
        }
        _ => false,
    };
    if params.iter().all(|param| checked(param)) {
        return params.iter().map(|param| (param.name.clone(), Reason::InUse)).collect();
    }
    written.into_iter().map(|name| (name, Reason::Overlap)).collect()
}

/// Returns whether two arguments overlap.
fn meet(function: &Function, call: &Call, one: usize, other: usize) -> bool {
    let (Some((storage, first)), Some((place, second))) = (call.place(one), call.place(other))
    else {
        return false;
    };
    let (len, other_len) = (len(function, call, one), len(function, call, other));
    storage == place
        && len > 0
        && other_len > 0
        && first < second + other_len
        && second < first + len
}

/// Returns the number of elements that an argument covers.
fn len(function: &Function, call: &Call, index: usize) -> usize {
    let storage = call.place(index).map(|(storage, _)| &call.storages[storage]);
    match (&call.args[index], &function.params[index].kind, storage) {
        (Arg::List(_, Len::Exact(len)), _, _) => *len,
        (Arg::List(..), _, _) => 0,
        // A `&str` does not include the NUL.
        (_, Kind::Text { .. }, Some(Storage::Text(bytes))) => bytes.len().min(1),
        _ => 1,
    }
}
