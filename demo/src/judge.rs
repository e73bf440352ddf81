//! Compares the outcome of a case with the expected one.

use std::fmt::Display;

use crate::case::{Case, Expected};
use crate::outcome::{ABORTED, Cleanup, Outcome, Report, Unguarded, place};

/// Returns each deviation from the expected outcome, prefixed with the title of the case.
pub(crate) fn deviations(case: &Case, outcome: &Outcome) -> Vec<String> {
    let mut found = unguarded(&case.expected, &outcome.unguarded);
    found.extend(guarded(&case.expected, &outcome.guarded));
    found.iter().map(|deviation| format!("{}: {deviation}", case.title)).collect()
}

fn unguarded(expected: &Expected, seen: &Unguarded) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(differs("unguarded, ended by", ABORTED, &seen.ended));
    found.extend(differs("unguarded, cleanup", expected.cleanup, seen.cleanup));
    if !found.is_empty() {
        found.push(format!("the unguarded process wrote:\n{}", seen.output.trim_end()));
    }
    found
}

fn guarded(expected: &Expected, seen: &Report) -> Vec<String> {
    let mut found = seen.faults.clone();
    found.extend(differs("guarded, returned", expected.returned, &seen.returned));
    found.extend(differs("guarded, cleanup", Cleanup::Done, seen.cleanup));
    found.extend(differs("guarded, caught by", expected.caught_by, &seen.caught_by));
    found.extend(differs("guarded, message", expected.message, &seen.message));
    found.extend(differs("guarded, raised at", place(expected.place), &seen.place));
    found
}

fn differs(what: &str, expected: impl Display, seen: impl Display) -> Option<String> {
    let (expected, seen) = (expected.to_string(), seen.to_string());
    (expected != seen).then(|| format!("{what}: expected {expected:?}, got {seen:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Guarded, Instead};

    const CASE: Case = Case {
        name: "case",
        title: "a case",
        instead: Instead::Nothing,
        unguarded: || (),
        guarded: Guarded::InChild(|| ()),
        expected: Expected {
            cleanup: Cleanup::Lost,
            returned: "-1",
            caught_by: "f",
            message: "m",
            place: Some(("file.rs", 3)),
        },
    };

    fn as_expected() -> Outcome {
        let unguarded = Unguarded {
            ended: ABORTED.to_owned(),
            cleanup: Cleanup::Lost,
            output: "aborting".to_owned(),
        };
        let guarded = Report {
            returned: "-1".to_owned(),
            cleanup: Cleanup::Done,
            caught_by: "f".to_owned(),
            message: "m".to_owned(),
            place: "file.rs:3".to_owned(),
            faults: Vec::new(),
            more: Vec::new(),
        };
        Outcome { unguarded, guarded }
    }

    #[test]
    fn finds_nothing_if_the_outcome_is_as_expected() {
        assert_eq!(deviations(&CASE, &as_expected()), Vec::<String>::new());
    }

    /// The name of a deviation, and a function that causes it.
    type Change = (&'static str, fn(&mut Outcome));

    #[test]
    fn finds_each_deviation() {
        let changes: [Change; 8] = [
            ("ended by", |o| o.unguarded.ended = "status 0".to_owned()),
            ("unguarded, cleanup", |o| o.unguarded.cleanup = Cleanup::Done),
            ("returned", |o| o.guarded.returned = "0".to_owned()),
            ("guarded, cleanup", |o| o.guarded.cleanup = Cleanup::Lost),
            ("caught by", |o| o.guarded.caught_by = "g".to_owned()),
            ("message", |o| o.guarded.message.clear()),
            ("raised at", |o| o.guarded.place = "file.rs:4".to_owned()),
            ("one leaked", |o| o.guarded.faults.push("one leaked".to_owned())),
        ];
        for (what, change) in changes {
            let mut outcome = as_expected();
            change(&mut outcome);
            let found = deviations(&CASE, &outcome);
            assert!(found.first().is_some_and(|f| f.contains(what)), "{what}: {found:?}");
            assert!(found.iter().all(|f| f.starts_with("a case: ")), "{what}: {found:?}");
        }
    }

    #[test]
    fn shows_the_output_of_an_unexpected_survivor() {
        let mut outcome = as_expected();
        outcome.unguarded.ended = "status 0".to_owned();
        assert!(deviations(&CASE, &outcome).iter().any(|f| f.contains("aborting")));
    }
}
