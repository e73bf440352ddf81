//! Checks that the fixed set contains every kind of parameter, return value and rejection.

use crate::call::{Mode, Storage};
use crate::closure::{Answer, Passed};
use crate::model::{Function, Given, Kind, Library};
use crate::oracle::{Outcome, Reason};
use crate::types::Ty;
use crate::{FIXED, FIXED_SEED, Run, draw, planned};
use std::collections::BTreeMap;

pub(crate) type Counts = BTreeMap<String, usize>;

fn count(counts: &mut Counts, what: impl ToString) {
    *counts.entry(what.to_string()).or_default() += 1;
}

/// Returns the name of the variant, with the fields that distinguish kinds.
fn kind(library: &Library, kind: &Kind) -> String {
    let of = |object: &usize| match library.objects[*object].handle() {
        Some(handle) if handle.checked => "checked handle",
        Some(_) => "handle",
        None => "no handle",
    };
    match kind {
        Kind::Value(ty) => format!("value {}", leaf(ty)),
        Kind::Reference { exclusive, optional, .. } => format!("reference {exclusive} {optional}"),
        Kind::CStr { optional } => format!("CStr {optional}"),
        Kind::Text { optional } => format!("text {optional}"),
        Kind::CountedText { optional } => format!("counted text {optional}"),
        Kind::Slice { exclusive, .. } => format!("slice {exclusive}"),
        Kind::Lent { exclusive, optional, object } => {
            format!("lent {exclusive} {optional} {}", of(object))
        }
        Kind::Texts => "texts".to_owned(),
        Kind::LentList { object } => format!("lent list {}", of(object)),
        Kind::OwnerList { object } => format!("owner list {}", of(object)),
        Kind::LentArc { optional, object } => format!("lent arc {optional} {}", of(object)),
        Kind::Owner { optional, object } => {
            let shared = library.objects[*object].is_shared();
            format!("owner {optional} {shared} {}", of(object))
        }
        Kind::Out { nullable, .. } => format!("out {nullable}"),
        Kind::OutOwner { nullable, object, .. } => {
            format!("out owner {nullable} {}", library.objects[*object].is_shared())
        }
        Kind::OutText { c_string, nullable, .. } => format!("out text {c_string} {nullable}"),
        Kind::OutList { optional, nullable, .. } => format!("out list {optional} {nullable}"),
        Kind::Callback { optional, .. } => format!("callback {optional}"),
        Kind::Closure(closure) => {
            format!("closure {:?} {}", closure.holder, closure.optional)
        }
        Kind::Answer => "answer".to_owned(),
        Kind::Present => "present".to_owned(),
    }
}

/// Returns the names of the parts of a closure.
fn closure_parts(library: &Library, kind: &Kind) -> Vec<String> {
    let Kind::Closure(closure) = kind else { return Vec::new() };
    let checked = |object: &usize| library.objects[*object].is_checked();
    let answer = match &closure.answer {
        Answer::Nothing => "nothing".to_owned(),
        Answer::Value(ty) => format!("value {}", library.types.is_trivial(ty)),
        Answer::Object { optional, .. } => format!("object {optional}"),
    };
    let passed = closure.takes.iter().map(|passed| match passed {
        Passed::Value(_) => "passed value".to_owned(),
        Passed::Reference(_) => "passed reference".to_owned(),
        Passed::List(_) => "passed list".to_owned(),
        Passed::Text | Passed::CStr | Passed::String | Passed::CString => {
            format!("passed {passed:?}")
        }
        Passed::LentList { object } => format!("passed lent list {}", checked(object)),
        Passed::Optional(inner) => {
            let is_owner = matches!(**inner, Passed::Owner { .. });
            format!("passed optional {}", if is_owner { "owner" } else { "reference" })
        }
        Passed::Lent { object, exclusive } => {
            format!("passed lent {exclusive} {}", checked(object))
        }
        Passed::LentArc { object } => format!("passed lent arc {}", checked(object)),
        Passed::Owner { object } => {
            format!("passed owner {}", library.objects[*object].is_shared())
        }
    });
    let own = [
        format!("closure {:?}", closure.bounds),
        format!("answer of a closure: {answer} {}", closure.fallible),
    ];
    own.into_iter().chain(passed).collect()
}

fn leaf(ty: &Ty) -> &'static str {
    match ty {
        Ty::Number(..) => "number",
        Ty::Bool => "bool",
        Ty::Char => "char",
        Ty::Enum(_) => "enum",
        Ty::Struct(_) => "struct",
        Ty::Array(..) => "array",
        Ty::NonZero { optional: false, .. } => "nonzero",
        Ty::NonZero { .. } => "optional nonzero",
        Ty::Address => "address",
        Ty::Function { .. } => "function",
    }
}

fn given(library: &Library, function: &Function) -> String {
    match &function.given {
        Given::Nothing => "nothing".to_owned(),
        Given::Value(ty) => format!("value {}", leaf(ty)),
        Given::Maybe(_) => "maybe".to_owned(),
        Given::Object { object, optional, .. } => {
            format!("object {optional} {}", library.objects[*object].is_shared())
        }
        Given::Text { c_string, optional } => format!("text {c_string} {optional}"),
        Given::List { optional, .. } => format!("list {optional}"),
        Given::Texts { optional } => format!("texts {optional}"),
        Given::Objects { optional, .. } => format!("objects {optional}"),
        Given::TextView { optional } => format!("text view {optional}"),
        Given::CStrView { optional } => format!("CStr view {optional}"),
        Given::Pointer { optional, .. } => format!("pointer {optional}"),
        Given::View { optional, .. } => format!("view {optional}"),
    }
}

/// Returns how often each kind is drawn in the fixed set.
pub(crate) fn counts() -> Counts {
    let mut counts = Counts::new();
    for (_, seed, size) in FIXED_RUN.parts(crate::BATCH) {
        let library = draw::library(seed, size);
        for function in &library.functions {
            for param in &function.params {
                count(&mut counts, kind(&library, &param.kind));
                closure_parts(&library, &param.kind)
                    .iter()
                    .for_each(|part| count(&mut counts, part));
            }
            count(&mut counts, format!("gives {}", given(&library, function)));
            if function.failure.is_some() {
                let present = if function.has_present() { " present" } else { "" };
                count(&mut counts, format!("result {:?}{present}", function.on_failure));
            }
        }
    }
    counts
}

const FIXED_RUN: Run<'static> =
    Run { name: "", seed: FIXED_SEED, count: FIXED, checker: None, runtime: None };

#[test]
fn the_fixed_set_has_each_kind() {
    let mut reasons = Counts::new();
    let mut answers = Counts::new();
    for (_, seed, size) in FIXED_RUN.parts(crate::BATCH) {
        let library = draw::library(seed, size);
        for function in &library.functions {
            let (given, failure) = (given(&library, function), function.failure.is_some());
            count(&mut answers, format!("{given} {failure} {:?}", function.on_failure));
        }
        for planned in planned::planned(&library, seed) {
            assert!(planned.call.mode != Mode::Fail || planned.function.failure.is_some());
            assert!(
                planned.call.storages.iter().filter(|s| matches!(s, Storage::Answer)).count() < 2
            );
            if let Outcome::Refused(refused) = &planned.expected.outcome {
                refused.iter().for_each(|(_, reason)| count(&mut reasons, format!("{reason:?}")));
            }
        }
    }
    // Includes every combination of the flags of a kind.
    let counts = counts();
    let kinds =
        counts.keys().filter(|kind| !kind.starts_with("gives") && !kind.starts_with("result"));
    assert_eq!((kinds.count(), reasons.len()), (111, REASONS.len()), "{counts:#?} {reasons:#?}");
    assert!(answers.len() > 40, "{answers:#?}");
    for reason in REASONS {
        assert!(reasons[&format!("{reason:?}")] >= 10, "{reason:?}: {reasons:#?}");
    }
}

const REASONS: [Reason; 11] = [
    Reason::Null,
    Reason::Misaligned,
    Reason::Value,
    Reason::Utf8,
    Reason::TooLong,
    Reason::Overlap,
    Reason::Freed,
    Reason::NoHandle,
    Reason::OtherType,
    Reason::InUse,
    Reason::Poisoned,
];
