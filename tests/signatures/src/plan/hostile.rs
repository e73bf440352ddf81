//! Arguments that the library must reject.

use crate::call::{Address, Arg, Call, Len, Provided, State, Storage};
use crate::closure::Closure;
use crate::contract::UNCHECKED_POINTERS_ARE_CHECKED;
use crate::model::{Function, Kind, Library, Object, Param};
use crate::types::{Number, Ty};
use crate::value::{Value, pick};
use fastrand::Rng;

/// A defect of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hostile {
    Null,
    Shifted,
    /// An invalid value of the type.
    InvalidValue,
    NotUtf8,
    NullWithLength,
    TooLong,
    /// A handle that has been freed.
    Freed,
    /// A handle of another type.
    OtherType,
    /// A number that is not a handle.
    Number,
    Poisoned,
}

/// Lists the defects that each parameter can have.
pub(super) fn all(library: &Library, function: &Function) -> Vec<(usize, Hostile)> {
    let of = |(index, param)| of(library, param).into_iter().map(move |hostile| (index, hostile));
    function.params.iter().enumerate().flat_map(of).collect()
}

fn of(library: &Library, param: &Param) -> Vec<Hostile> {
    if param.kind.element().is_some() {
        let mut found = of(library, &param.element());
        found.extend([Hostile::NullWithLength, Hostile::TooLong]);
        return found;
    }
    of_kind(library, param).into_iter().flatten().collect()
}

fn of_kind(library: &Library, param: &Param) -> Vec<Option<Hostile>> {
    use Hostile::{InvalidValue, NotUtf8, Null, NullWithLength, Shifted, TooLong};
    let types = &library.types;
    let when = |condition: bool, hostile| condition.then_some(hostile);
    match &param.kind {
        _ if param.unchecked && !UNCHECKED_POINTERS_ARE_CHECKED => vec![],
        Kind::Value(_) if param.unchecked => vec![],
        Kind::Value(ty) => vec![when(!types.is_trivial(ty), InvalidValue)],
        Kind::Reference { optional, to, .. } => vec![
            when(!optional, Null),
            when(types.has_alignment(to), Shifted),
            when(!types.is_trivial(to) && !param.unchecked, InvalidValue),
        ],
        Kind::CStr { optional } | Kind::Callback { optional, .. } => vec![when(!optional, Null)],
        Kind::Text { optional } => vec![when(!optional, Null), Some(NotUtf8)],
        Kind::CountedText { optional } => {
            vec![when(!optional, NullWithLength), Some(TooLong), Some(NotUtf8)]
        }
        Kind::Slice { of, .. } => vec![
            Some(NullWithLength),
            Some(TooLong),
            when(types.has_alignment(of), Shifted),
            when(!types.is_trivial(of), InvalidValue),
        ],
        Kind::Lent { optional, object, .. }
        | Kind::LentArc { optional, object }
        | Kind::Owner { optional, object } => {
            let mut found = of_object(library, *object);
            found.push(when(!optional, Null));
            found
        }
        Kind::Out { ty, nullable } => {
            vec![when(!nullable, Null), when(types.has_alignment(ty), Shifted)]
        }
        Kind::OutOwner { nullable, .. }
        | Kind::OutText { nullable, .. }
        | Kind::OutList { nullable, .. } => vec![when(!nullable, Null), Some(Shifted)],
        Kind::Answer | Kind::Present => vec![Some(Null)],
        Kind::Texts | Kind::LentList { .. } | Kind::OwnerList { .. } => unreachable!("an array"),
        Kind::Closure(closure) => of_closure(library, closure),
    }
}

fn of_closure(library: &Library, closure: &Closure) -> Vec<Option<Hostile>> {
    let can_be_invalid = closure.answer.can_be_invalid(&library.types);
    vec![
        (!closure.optional).then_some(Hostile::Null),
        can_be_invalid.then_some(Hostile::InvalidValue),
    ]
}

fn of_object(library: &Library, object: usize) -> Vec<Option<Hostile>> {
    use Hostile::{Freed, Number, OtherType, Poisoned, Shifted};
    let object = &library.objects[object];
    let mut found = vec![object.is_poisonable().then_some(Poisoned)];
    if object.is_checked() {
        found.extend([Some(Freed), Some(OtherType), Some(Number)]);
    } else {
        let aligned = match object {
            Object::Data { ty, .. } => library.types.has_alignment(ty),
            _ => true,
        };
        found.push(aligned.then_some(Shifted));
    }
    found
}

/// Applies the defect to a call.
pub(super) fn apply(
    library: &Library,
    function: &Function,
    call: &mut Call,
    index: usize,
    hostile: Hostile,
    rng: &mut Rng,
) {
    let kind = &function.params[index].kind;
    let is_whole = matches!(hostile, Hostile::NullWithLength | Hostile::TooLong);
    if kind.element().is_some() && !is_whole {
        return apply_to_element(library, function, call, index, hostile, rng);
    }
    call.args[index] = match (hostile, kind) {
        (Hostile::Null, Kind::Callback { .. }) => Arg::Function(false),
        (_, Kind::Closure(closure)) => closure_with(library, call, closure, hostile, rng),
        (Hostile::Null, _) => Arg::Address(Address::Null),
        (Hostile::NullWithLength, _) => Arg::List(Address::Null, Len::Exact(rng.usize(1..9))),
        (Hostile::Number, _) => {
            Arg::Address(Address::Number(*pick(rng, &[1, 0x1000, 0xffff_ffff, u64::MAX])))
        }
        (Hostile::NotUtf8, _) => not_utf8(call, kind, rng),
        (Hostile::Freed, _) => of_state(call, kind, State::Freed, rng),
        (Hostile::Poisoned, _) => of_state(call, kind, State::Poisoned, rng),
        (Hostile::OtherType, _) => other_type(library, call, kind, rng),
        (Hostile::InvalidValue, Kind::Value(ty)) => {
            let mut value = library.types.draw(ty, rng);
            library.types.invalidate(ty, &mut value, rng);
            Arg::Value(value)
        }
        (Hostile::InvalidValue, Kind::Reference { to: ty, .. }) => {
            invalid_value(library, call, ty, None, rng)
        }
        (Hostile::InvalidValue, Kind::Slice { of, .. }) => {
            invalid_value(library, call, of, Some(rng.usize(1..4)), rng)
        }
        (Hostile::TooLong, _) => too_long(library, call, kind, rng),
        (Hostile::Shifted, _) => shifted(present(library, call, kind, rng)),
        (Hostile::InvalidValue, _) => unreachable!("{kind:?} has no invalid values"),
    };
}

/// Returns a closure whose function is null, or returns an invalid value.
fn closure_with(
    library: &Library,
    call: &mut Call,
    closure: &Closure,
    hostile: Hostile,
    rng: &mut Rng,
) -> Arg {
    let mut reply = super::valid::reply(library, closure, rng);
    super::valid::invalidate(library, closure, &mut reply, rng);
    let reply = (hostile != Hostile::Null).then_some(reply);
    Arg::Closure(Provided { reply, data: call.store(Storage::Counter), destroys: rng.u8(..4) != 0 })
}

fn not_utf8(call: &mut Call, kind: &Kind, rng: &mut Rng) -> Arg {
    let texts: [&[u8]; 4] = [b"\xff", b"a\xc3", b"\xed\xa0\x80", b"ab\xc0\x80"];
    let bytes = pick(rng, &texts).to_vec();
    let len = Len::Exact(bytes.len());
    let address = Address::of(call.store(Storage::Text(bytes)));
    match kind {
        Kind::CountedText { .. } => Arg::List(address, len),
        _ => Arg::Address(address),
    }
}

fn too_long(library: &Library, call: &mut Call, kind: &Kind, rng: &mut Rng) -> Arg {
    let address = match kind.element() {
        Some(_) => {
            let values = vec![Value::Leaf(0)];
            Address::of(call.store(Storage::Data { ty: Ty::number(Number::Usize), values }))
        }
        None => address_of(&present(library, call, kind, rng)),
    };
    Arg::List(address, if rng.bool() { Len::Max } else { Len::TooMany })
}

/// Applies the defect to one pointer of an array.
fn apply_to_element(
    library: &Library,
    function: &Function,
    call: &mut Call,
    index: usize,
    hostile: Hostile,
    rng: &mut Rng,
) {
    let Arg::Pointers(mut all) = present(library, call, &function.params[index].kind, rng) else {
        unreachable!("no array")
    };
    let mut of_elements = function.clone();
    of_elements.params[index] = function.params[index].element();
    apply(library, &of_elements, call, index, hostile, rng);
    let at = rng.usize(..all.len());
    all[at] = address_of(&call.args[index]);
    call.args[index] = Arg::Pointers(all);
}

fn of_state(call: &mut Call, kind: &Kind, state: State, rng: &mut Rng) -> Arg {
    let (Kind::Lent { object, .. } | Kind::LentArc { object, .. } | Kind::Owner { object, .. }) =
        kind
    else {
        unreachable!("no object")
    };
    let storage = call.store(Storage::Object { object: *object, seed: rng.u64(..), state });
    Arg::Address(Address::of(storage))
}

fn other_type(library: &Library, call: &mut Call, kind: &Kind, rng: &mut Rng) -> Arg {
    let (Kind::Lent { object, .. } | Kind::LentArc { object, .. } | Kind::Owner { object, .. }) =
        kind
    else {
        unreachable!("no object")
    };
    let other = |other: &usize| other != object && library.objects[*other].is_checked();
    let others: Vec<usize> = (0..library.objects.len()).filter(other).collect();
    let object = *pick(rng, &others);
    let seed = rng.u64(..);
    let storage = call.store(Storage::Object { object, seed, state: State::Alive });
    Arg::Address(Address::of(storage))
}

fn invalid_value(
    library: &Library,
    call: &mut Call,
    ty: &Ty,
    len: Option<usize>,
    rng: &mut Rng,
) -> Arg {
    let count = len.unwrap_or(1);
    let mut values: Vec<_> = (0..count).map(|_| library.types.draw(ty, rng)).collect();
    library.types.invalidate(ty, &mut values[rng.usize(..count)], rng);
    let address = Address::of(call.store(Storage::Data { ty: ty.clone(), values }));
    len.map_or(Arg::Address(address), |len| Arg::List(address, Len::Exact(len)))
}

/// Returns a valid argument that is not null.
pub(super) fn present(library: &Library, call: &mut Call, kind: &Kind, rng: &mut Rng) -> Arg {
    super::valid::argument(library, call, kind, true, rng)
}

fn address_of(arg: &Arg) -> Address {
    match arg {
        Arg::Address(address) | Arg::List(address, _) => *address,
        Arg::Value(_) | Arg::Function(_) | Arg::Pointers(_) | Arg::Closure(_) => Address::Null,
    }
}

fn shifted(arg: Arg) -> Arg {
    let shift = |address| match address {
        Address::At { storage, element, .. } => Address::At { storage, element, shifted: true },
        other => other,
    };
    match arg {
        Arg::Address(address) => Arg::Address(shift(address)),
        Arg::List(address, len) => Arg::List(shift(address), len),
        other => other,
    }
}
