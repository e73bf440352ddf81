//! Plans random calls of a function: valid ones, each kind of failure, and hostile arguments.

mod hostile;
mod overlap;
mod valid;

use crate::call::{Call, Mode};
use crate::model::{Function, Given, Kind, Library, Param};
use crate::oracle;
use fastrand::Rng;

/// The number of calls with one hostile argument per function.
const HOSTILE: usize = 8;

/// Returns the calls of a function.
pub(crate) fn calls(library: &Library, function: &Function, rng: &mut Rng) -> Vec<Call> {
    let mut calls: Vec<Call> = modes(function)
        .into_iter()
        .map(|mode| valid::call(library, function, mode, false, rng))
        .collect();
    let mut hostile = hostile::all(library, function);
    rng.shuffle(&mut hostile);
    for (index, one) in hostile.iter().take(HOSTILE) {
        let mut call = valid::call(library, function, any_mode(function, rng), false, rng);
        hostile::apply(library, function, &mut call, *index, *one, rng);
        calls.push(call);
    }
    if let [(first, one), .., (second, other)] = hostile.as_slice()
        && first != second
    {
        let mut call = valid::call(library, function, Mode::Succeed, false, rng);
        hostile::apply(library, function, &mut call, *first, *one, rng);
        hostile::apply(library, function, &mut call, *second, *other, rng);
        calls.push(call);
    }
    calls.extend(overlap::calls(library, function, rng));
    calls.retain(|call| oracle::is_within_the_contract(library, function, call));
    calls
}

/// Returns every outcome that the body can have.
fn modes(function: &Function) -> Vec<Mode> {
    let mut modes = vec![Mode::Succeed, Mode::Succeed, Mode::Panic];
    if function.failure.is_some() {
        modes.push(Mode::Fail);
    }
    if function.may_give_nothing() {
        modes.push(Mode::LeaveOut);
    }
    let is_text = |param: &Param| matches!(param.kind, Kind::OutText { c_string: false, .. });
    if matches!(function.given, Given::Text { c_string: false, .. } | Given::Texts { .. })
        || function.params.iter().any(is_text)
    {
        modes.push(Mode::ReturnNul);
    }
    modes
}

fn any_mode(function: &Function, rng: &mut Rng) -> Mode {
    if rng.bool() { Mode::Succeed } else { *crate::value::pick(rng, &modes(function)) }
}
