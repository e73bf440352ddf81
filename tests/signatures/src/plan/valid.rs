//! Arguments that are valid for the prototype.

use crate::call::{Address, Arg, Call, Len, Mode, Provided, State, Storage};
use crate::closure::{Answer, Closure, Reply};
use crate::model::{Function, Kind, Library};
use crate::types::Ty;
use crate::value::pick;
use fastrand::Rng;

const TEXTS: [&str; 6] = ["", "a", "text", "gr\u{f6}\u{df}e", "\u{65e5}\u{672c}", "\u{1f980}!"];

/// Returns a valid call. If `present`, no argument is null or empty.
pub(super) fn call(
    library: &Library,
    function: &Function,
    mode: Mode,
    present: bool,
    rng: &mut Rng,
) -> Call {
    let mut call = Call { args: Vec::new(), storages: Vec::new(), mode };
    for param in &function.params {
        let arg = argument(library, &mut call, &param.kind, present, rng);
        call.args.push(arg);
    }
    call
}

pub(super) fn argument(
    library: &Library,
    call: &mut Call,
    kind: &Kind,
    present: bool,
    rng: &mut Rng,
) -> Arg {
    let absent = !present && rng.u8(..4) == 0;
    let storage = match kind {
        Kind::Value(ty) => return Arg::Value(library.types.draw(ty, rng)),
        Kind::Callback { optional, .. } => return Arg::Function(!(*optional && absent)),
        Kind::Closure(closure) => return provided(library, call, closure, absent, rng),
        Kind::Slice { of, .. } => return slice(library, call, of, present, rng),
        list if list.element().is_some() => return array(library, call, list, present, rng),
        Kind::CountedText { optional } => return counted_text(call, *optional, absent, rng),
        _ if absent && accepts_null(kind) => return Arg::Address(Address::Null),
        Kind::Reference { to: ty, .. } | Kind::Out { ty, .. } => {
            Storage::Data { ty: ty.clone(), values: vec![library.types.draw(ty, rng)] }
        }
        // A C string may contain invalid UTF-8.
        Kind::CStr { .. } if rng.bool() => Storage::Text(vec![0xff, b'a', 0xc3]),
        Kind::CStr { .. } | Kind::Text { .. } => {
            Storage::Text(pick(rng, &TEXTS).as_bytes().to_owned())
        }
        Kind::Lent { object, .. } | Kind::LentArc { object, .. } | Kind::Owner { object, .. } => {
            let is_shared = library.objects[*object].handle().is_some_and(|handle| handle.shared);
            let state = if is_shared && rng.bool() { State::Share } else { State::Alive };
            Storage::Object { object: *object, seed: rng.u64(..), state }
        }
        Kind::OutOwner { object, .. } => Storage::Slot { object: *object },
        Kind::OutText { .. } => Storage::TextSlot,
        Kind::OutList { of, .. } => Storage::ListSlot { of: of.clone() },
        Kind::Answer => Storage::Answer,
        Kind::Present => Storage::Present,
        Kind::Texts | Kind::LentList { .. } | Kind::OwnerList { .. } => unreachable!("an array"),
    };
    Arg::Address(Address::of(call.store(storage)))
}

fn accepts_null(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Reference { optional: true, .. }
            | Kind::CStr { optional: true }
            | Kind::Text { optional: true }
            | Kind::Lent { optional: true, .. }
            | Kind::LentArc { optional: true, .. }
            | Kind::Owner { optional: true, .. }
            | Kind::Out { nullable: true, .. }
            | Kind::OutOwner { nullable: true, .. }
            | Kind::OutText { nullable: true, .. }
            | Kind::OutList { nullable: true, .. }
    )
}

/// A closure that can fail may also return an invalid value.
fn provided(
    library: &Library,
    call: &mut Call,
    closure: &Closure,
    absent: bool,
    rng: &mut Rng,
) -> Arg {
    let data = call.store(Storage::Counter);
    let mut value = reply(library, closure, rng);
    if closure.fallible {
        match rng.u8(..4) {
            0 => value = Reply::Status(*pick(rng, &[1, -1, i32::MIN])),
            1 => invalidate(library, closure, &mut value, rng),
            _ => {}
        }
    }
    let reply = (!(closure.optional && absent)).then_some(value);
    Arg::Closure(Provided { reply, data, destroys: rng.u8(..4) != 0 })
}

/// Returns a valid result of a closure.
pub(super) fn reply(library: &Library, closure: &Closure, rng: &mut Rng) -> Reply {
    match &closure.answer {
        Answer::Nothing => Reply::Nothing,
        Answer::Value(ty) => Reply::Value(library.types.draw(ty, rng)),
        Answer::Object { optional, .. } => {
            Reply::Object((!optional || rng.bool()).then(|| rng.u64(..)))
        }
    }
}

/// Makes a result invalid, if one can be.
pub(super) fn invalidate(library: &Library, closure: &Closure, reply: &mut Reply, rng: &mut Rng) {
    if !closure.answer.can_be_invalid(&library.types) {
        return;
    }
    match (&closure.answer, reply) {
        (Answer::Value(ty), Reply::Value(value)) => library.types.invalidate(ty, value, rng),
        (_, Reply::Object(seed)) => *seed = None,
        _ => {}
    }
}

/// An empty array may have any pointer. A borrowed object may be in the array twice.
fn array(library: &Library, call: &mut Call, kind: &Kind, present: bool, rng: &mut Rng) -> Arg {
    let Some(element) = kind.element() else { unreachable!("{kind:?} is no array") };
    let count = if present { rng.usize(1..4) } else { rng.usize(..4) };
    let mut all: Vec<Address> = Vec::new();
    for _ in 0..count {
        let again = matches!(kind, Kind::LentList { .. }) && !all.is_empty() && rng.u8(..4) == 0;
        let address = match argument(library, call, &element, true, rng) {
            Arg::Address(address) if !again => address,
            _ => all[0],
        };
        all.push(address);
    }
    if all.is_empty() {
        return Arg::List(*pick(rng, &[Address::Null, Address::Number(0x10)]), Len::Exact(0));
    }
    Arg::Pointers(all)
}

/// An absent text may have any length, and an empty one any pointer.
fn counted_text(call: &mut Call, optional: bool, absent: bool, rng: &mut Rng) -> Arg {
    let bytes = pick(rng, &TEXTS).as_bytes().to_owned();
    let len = Len::Exact(bytes.len());
    match absent {
        true if optional => Arg::List(Address::Null, Len::Exact(rng.usize(..3))),
        true => Arg::List(*pick(rng, &[Address::Null, Address::Number(1)]), Len::Exact(0)),
        false => Arg::List(Address::of(call.store(Storage::Text(bytes))), len),
    }
}

/// An empty slice may have any pointer.
fn slice(library: &Library, call: &mut Call, of: &Ty, present: bool, rng: &mut Rng) -> Arg {
    let len = if present { 3 } else { rng.usize(..4) };
    let values: Vec<_> = (0..len.max(1)).map(|_| library.types.draw(of, rng)).collect();
    let storage = call.store(Storage::Data { ty: of.clone(), values });
    let shifted = len == 0 && rng.bool();
    let address = match rng.u8(..3) {
        0 if len == 0 => Address::Null,
        1 if len == 0 => Address::Number(0x10),
        _ => Address::At { storage, element: 0, shifted },
    };
    Arg::List(address, Len::Exact(len))
}
