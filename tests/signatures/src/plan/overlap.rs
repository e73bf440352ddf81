//! Calls with two arguments that point to the same memory.

use super::valid;
use crate::call::{Address, Arg, Call, Len, Mode, Storage};
use crate::contract::UNCHECKED_POINTERS_ARE_CHECKED;
use crate::model::{Function, Kind, Library, Object, Param};
use crate::types::Ty;
use fastrand::Rng;

/// The number of such calls per function.
const CALLS: usize = 3;

/// Returns a random selection of calls with overlapping arguments.
pub(super) fn calls(library: &Library, function: &Function, rng: &mut Rng) -> Vec<Call> {
    let count = function.params.len();
    let pairs = (0..count).flat_map(|one| (0..count).map(move |other| (one, other)));
    let mut pairs: Vec<_> = pairs.filter(|(one, other)| one != other).collect();
    rng.shuffle(&mut pairs);
    let calls = pairs.into_iter().filter_map(|(base, moved)| {
        let mut call = valid::call(library, function, Mode::Succeed, true, rng);
        call.args[moved] = moved_to(library, function, &call, base, moved, rng)?;
        if rng.u8(..3) == 0 {
            part(&mut call, base, moved);
        }
        Some(call)
    });
    calls.take(CALLS).collect()
}

/// Ends a slice where the other argument starts: adjacent memory does not overlap.
fn part(call: &mut Call, base: usize, moved: usize) {
    let Some((_, element @ 1..)) = call.place(moved) else { return };
    if let Arg::List(_, len) = &mut call.args[base] {
        *len = Len::Exact(element);
    }
}

/// Returns the argument `moved` with the address of `base`.
fn moved_to(
    library: &Library,
    function: &Function,
    call: &Call,
    base: usize,
    moved: usize,
    rng: &mut Rng,
) -> Option<Arg> {
    let (storage, _) = call.place(base)?;
    if function.params[moved].kind.element().is_some() {
        let mut of_elements = function.clone();
        of_elements.params[moved] = function.params[moved].element();
        let Arg::Address(element) = moved_to(library, &of_elements, call, base, moved, rng)? else {
            return None;
        };
        let mut all = vec![element];
        if let Arg::Pointers(others) = &call.args[moved] {
            all.extend(others);
        }
        return Some(Arg::Pointers(all));
    }
    let (from, to) = (&function.params[moved], &function.params[base].element());
    if [from, to].iter().any(|param| param.unchecked && !UNCHECKED_POINTERS_ARE_CHECKED) {
        return None;
    }
    let here = Address::of(storage);
    if let (Some(one), Some(other)) = (object_of(from), object_of(to)) {
        return (one == other).then_some(Arg::Address(here));
    }
    if object_of(from).is_some() || !is_data(&to.kind) {
        return None;
    }
    let same = same_type(library, call, storage, &from.kind);
    if object_of(to).is_some() && !same {
        return None;
    }
    let element = if same { rng.usize(..3) % len_of(call, storage) } else { 0 };
    let address = Address::At { storage, element, shifted: false };
    at(library, &from.kind, address, same)
}

fn object_of(param: &Param) -> Option<usize> {
    match param.kind {
        Kind::Lent { object, .. } | Kind::LentArc { object, .. } | Kind::Owner { object, .. } => {
            Some(object)
        }
        _ => None,
    }
}

/// Returns an argument of this kind with an address, unless the caller could not pass it.
fn at(library: &Library, kind: &Kind, address: Address, same: bool) -> Option<Arg> {
    match kind {
        // Data of the same type, or of a small type whose value is not checked.
        Kind::Reference { to, .. } if same || is_small(library, to) => Some(Arg::Address(address)),
        Kind::Slice { of, .. } if same || is_small(library, of) => {
            Some(Arg::List(address, Len::Exact(1)))
        }
        Kind::Out { ty, .. } if same || is_scalar(ty) => Some(Arg::Address(address)),
        Kind::OutOwner { .. } | Kind::OutText { .. } | Kind::OutList { .. } => {
            Some(Arg::Address(address))
        }
        _ => None,
    }
}

fn is_data(kind: &Kind) -> bool {
    !matches!(kind, Kind::Value(_) | Kind::Callback { .. } | Kind::Closure(_))
}

fn same_type(library: &Library, call: &Call, storage: usize, kind: &Kind) -> bool {
    let ty = match &call.storages[storage] {
        Storage::Data { ty, .. } => ty,
        Storage::Object { object, .. } => match &library.objects[*object] {
            Object::Data { ty, .. } => ty,
            _ => return false,
        },
        _ => return false,
    };
    match kind {
        Kind::Reference { to: own, .. }
        | Kind::Slice { of: own, .. }
        | Kind::Out { ty: own, .. } => own == ty,
        _ => false,
    }
}

fn len_of(call: &Call, storage: usize) -> usize {
    match &call.storages[storage] {
        Storage::Data { values, .. } => values.len(),
        _ => 1,
    }
}

fn is_small(library: &Library, ty: &Ty) -> bool {
    is_scalar(ty) && library.types.is_trivial(ty)
}

fn is_scalar(ty: &Ty) -> bool {
    !matches!(ty, Ty::Struct(_) | Ty::Array(..))
}
