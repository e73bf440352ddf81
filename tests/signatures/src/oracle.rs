//! Computes the expected outcome of a call, from the model alone.

mod body;
mod closure;
mod expand;
mod outs;
mod refusal;

pub(crate) use refusal::Reason;

use crate::call::Call;
use crate::digest::{Digest, Source};
use crate::model::{Function, Given, Kind, Library, OnFailure};
use crate::types::{Number, Ty};

/// The expected outcome of a call, and its effects.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub(crate) outcome: Outcome,
    /// The digest of the arguments that the body received; 0 if it did not run.
    pub(crate) digest: u64,
    /// The digest of the values that C received.
    pub(crate) returned: u64,
    /// How many objects are alive after the call.
    pub(crate) alive: i64,
    /// The digest of the caller's memory and objects after the call.
    pub(crate) memory: u64,
    /// The objects that the caller still owns.
    pub(crate) left: Vec<Left>,
}

/// How a call ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    Panicked,
    Failed {
        code: i32,
    },
    /// A closure of C returned an invalid value.
    InvalidResult,
    /// Rejected for one of these reasons: a parameter, and its defect.
    Refused(Vec<(String, Reason)>),
}

impl Outcome {
    /// Returns the kind of the error, with the numbers of `ffi_guard.h`.
    pub(crate) fn kind(&self) -> i32 {
        match self {
            Self::Passed => 0,
            Self::Panicked => 1,
            Self::Refused(reasons) => {
                if reasons.iter().any(|(_, reason)| *reason == Reason::Poisoned) { 4 } else { 2 }
            }
            Self::Failed { .. } => 3,
            Self::InvalidResult => 6,
        }
    }

    pub(crate) fn code(&self) -> i32 {
        match self {
            Self::Failed { code } => *code,
            _ => 0,
        }
    }
}

/// How the caller disposes of an object after the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// Without an object.
    Nothing,
    Object,
    /// A poisoned object, which can only be freed.
    Poisoned,
}

/// Returns whether C keeps its part of the contract, which the library cannot check.
pub(crate) fn is_within_the_contract(library: &Library, function: &Function, call: &Call) -> bool {
    let (function, call) = &expand::without_arrays(function, call);
    let reasons = refusal::reasons(library, function, call);
    if !reasons.is_empty() {
        let poisoned = reasons.iter().filter(|(_, reason)| *reason == Reason::Poisoned).count();
        return poisoned == 0 || poisoned == reasons.len();
    }
    let params = &function.params;
    let typed = (0..params.len())
        .all(|index| body::has_own_type(library, &params[index].kind, call, index));
    let taken = (0..params.len()).filter(|index| matches!(params[*index].kind, Kind::Owner { .. }));
    let owned = taken.filter_map(|index| Some((index, call.place(index)?.0)));
    let mut owned = owned.map(|(index, storage)| {
        (0..params.len())
            .filter(|other| *other != index)
            .all(|other| call.place(other).is_none_or(|(place, _)| place != storage))
    });
    typed && owned.all(|alone| alone)
}

/// Returns the expected outcome of a call.
pub(crate) fn expected(library: &Library, function: &Function, call: &Call) -> Expected {
    let (function, call) = &expand::without_arrays(function, call);
    let reasons = refusal::reasons(library, function, call);
    let mut run = body::Run::new(library, function, call);
    let outcome = if reasons.is_empty() { run.body() } else { Outcome::Refused(reasons) };
    let ran = !matches!(outcome, Outcome::Refused(_) | Outcome::InvalidResult);
    let passed = outcome == Outcome::Passed;
    Expected {
        digest: if ran { run.received.0 | 1 } else { 0 },
        returned: returned(&run, function, &outcome),
        alive: run.alive(passed),
        memory: run.memory(passed),
        left: run.left(),
        outcome,
    }
}

/// Returns the digest of the return value and of the out-parameter of a status.
fn returned(run: &body::Run<'_>, function: &Function, outcome: &Outcome) -> u64 {
    let mut digest = Digest::default();
    match function.on_failure {
        OnFailure::Status => digest.word(i64::from(status(outcome)) as u64),
        OnFailure::OwnStatus => digest.word(verdict(outcome)),
        OnFailure::Default | OnFailure::Fixed | OnFailure::Kind => {}
    }
    if matches!(function.given, Given::Maybe(_)) {
        digest.word(presence(run, function, outcome));
    }
    if !matches!(function.given, Given::Nothing) {
        digest.word(given(run, function, outcome).0);
    }
    digest.0
}

/// Returns the flag that C receives with an optional value.
fn presence(run: &body::Run<'_>, function: &Function, outcome: &Outcome) -> u64 {
    match outcome {
        Outcome::Passed => u64::from(run.is_present),
        // Unchanged from before the call.
        _ if function.has_present() => 2,
        _ => 0,
    }
}

fn given(run: &body::Run<'_>, function: &Function, outcome: &Outcome) -> Digest {
    let mut digest = Digest::default();
    match (&function.given, outcome) {
        (Given::Maybe(ty), outcome) if *outcome != Outcome::Passed || !run.is_present => {
            fixed(run, ty, AS_C_LEFT_IT, &mut digest);
        }
        (_, Outcome::Passed) => return run.given,
        (Given::Value(ty), _) if function.returns_status() => {
            fixed(run, ty, AS_C_LEFT_IT, &mut digest);
        }
        // Unchanged from before the call.
        (_, Outcome::Refused(_)) if function.returns_status() => digest.word(2),
        (_, outcome) if function.on_failure == OnFailure::Kind => {
            digest.word(outcome.kind() as u64);
        }
        (Given::Value(ty), _) if function.on_failure == OnFailure::Fixed => {
            fixed(run, ty, FALLBACK, &mut digest);
        }
        _ => digest.word(0),
    }
    digest
}

/// The seed of fallbacks.
const FALLBACK: u64 = 7;

/// The seed of the initial values of the caller's variables.
pub(crate) const AS_C_LEFT_IT: u64 = 3;

fn fixed(run: &body::Run<'_>, ty: &Ty, source: u64, digest: &mut Digest) {
    let (ty, types) = (value_in_c(ty), &run.library.types);
    types.fold(&ty, &types.make(&ty, &mut Source::new(source)), digest);
}

/// Returns the type of a return value in C.
pub(crate) fn value_in_c(ty: &Ty) -> Ty {
    match ty {
        Ty::Char => Ty::number(Number::U32),
        other => other.clone(),
    }
}

fn status(outcome: &Outcome) -> i32 {
    match outcome {
        Outcome::Failed { code: code @ 1.. } => *code,
        other => -other.kind(),
    }
}

fn verdict(outcome: &Outcome) -> u64 {
    100 + outcome.kind() as u64
}
