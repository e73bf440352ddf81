//! Compares the output of the caller with the expected outcomes.

use crate::oracle::{Expected, Outcome, Reason};
use crate::planned::Planned;
use std::fmt;

/// The result of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The number of functions that were called.
    pub signatures: usize,
    /// The number of calls.
    pub calls: usize,
    /// The number of calls that had to be rejected.
    pub refused: usize,
    /// The number of calls that had to fail, by a panic or an error.
    pub failed: usize,
    /// The number of calls that had to succeed.
    pub passed: usize,
    /// The differences, each with the signature, the call, and both outcomes.
    pub mismatches: Vec<String>,
}

impl Report {
    /// Adds the results of another run.
    pub fn add(&mut self, other: Self) {
        self.signatures += other.signatures;
        self.calls += other.calls;
        self.refused += other.refused;
        self.failed += other.failed;
        self.passed += other.passed;
        self.mismatches.extend(other.mismatches);
    }

    pub(crate) fn count(&mut self, outcome: &Outcome) {
        self.calls += 1;
        match outcome {
            Outcome::Refused(_) => self.refused += 1,
            Outcome::Panicked | Outcome::Failed { .. } | Outcome::InvalidResult => self.failed += 1,
            Outcome::Passed => self.passed += 1,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for mismatch in &self.mismatches {
            writeln!(f, "{mismatch}\n")?;
        }
        let Self { signatures, calls, refused, failed, passed, mismatches } = self;
        write!(
            f,
            "{signatures} signatures, {calls} calls: {refused} to be refused, {failed} to fail, {passed} to pass; \
             {} reports",
            mismatches.len()
        )
    }
}

/// Compares the caller's output with the expected lines. `show` returns the source of a call; `end` describes how the
/// caller ended if it failed.
pub(crate) fn compare(
    planned: &[Planned<'_>],
    printed: &str,
    end: Option<&str>,
    signature: impl Fn(&Planned<'_>) -> String,
    show: impl Fn(&Planned<'_>) -> String,
) -> Report {
    let mut report = Report::default();
    let mut left = 0;
    let mut lines = printed.lines().filter(|line| line.starts_with('f')).peekable();
    for call in planned {
        let begins = |line: &&str| line.split(' ').next() == Some(&*call.label());
        let line = lines.next_if(begins);
        report.count(&call.expected.outcome);
        let whole = line.and_then(Line::parse);
        let why = match (&whole, line) {
            (Some(whole), Some(line)) => difference(&call.expected, whole, left, line),
            _ => Some(format!(
                "did not return: {}",
                end.unwrap_or("the caller did not print its line")
            )),
        };
        report.mismatches.extend(why.map(|why| {
            let (label, expected) = (call.label(), expectation(&call.expected));
            format!("{label}: {why}\n{}\n{}\n{expected}", signature(call), show(call))
        }));
        let Some(whole) = whole else { return report };
        left = whole.left;
    }
    report.mismatches.extend(end.map(|end| format!("after the last call: {end}")));
    report
}

fn expectation(expected: &Expected) -> String {
    let Expected { outcome, digest, returned, alive, memory, .. } = expected;
    format!(
        "expected {outcome:?}, digest {digest:016x}, returned {returned:016x}, memory {memory:016x}, {alive} alive"
    )
}

/// A line of the caller's output.
struct Line<'a> {
    kind: i32,
    code: i32,
    digest: u64,
    alive: i64,
    returned: u64,
    memory: u64,
    left: i64,
    message: &'a str,
}

impl<'a> Line<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut words = line.splitn(9, ' ').skip(1);
        Some(Self {
            kind: words.next()?.parse().ok()?,
            code: words.next()?.parse().ok()?,
            digest: u64::from_str_radix(words.next()?, 16).ok()?,
            alive: words.next()?.parse().ok()?,
            returned: u64::from_str_radix(words.next()?, 16).ok()?,
            memory: u64::from_str_radix(words.next()?, 16).ok()?,
            left: words.next()?.parse().ok()?,
            message: words.next().unwrap_or_default(),
        })
    }

    /// Returns the argument and the reason of a rejection.
    fn refusal(&self) -> Option<(String, Reason)> {
        let (_, rest) = self.message.split_once("argument `")?;
        let (name, why) = rest.split_once('`')?;
        Some((name.to_owned(), Reason::of(why)?))
    }
}

/// Describes how a line differs from the expected outcome. `left` is the number of objects alive before the call.
fn difference(expected: &Expected, line: &Line<'_>, left: i64, text: &str) -> Option<String> {
    let mut wrong = Vec::new();
    let outcome = &expected.outcome;
    if (line.kind, line.code) != (outcome.kind(), outcome.code()) {
        wrong.push("the kind or the code of the error".to_owned());
    } else if let Outcome::Refused(reasons) = outcome {
        match line.refusal() {
            None => wrong.push("the message".to_owned()),
            Some(refusal) if !reasons.contains(&refusal) => {
                wrong.push(format!("the reason {refusal:?}"))
            }
            Some(_) => {}
        }
    }
    let parts = [
        (line.digest != expected.digest, "the arguments of the body"),
        (line.returned != expected.returned, "the values that C received"),
        (line.memory != expected.memory, "the memory after the call"),
        (line.alive != left + expected.alive, "the number of objects after the call"),
        (line.left != left, "the objects left alive"),
    ];
    wrong.extend(parts.iter().filter(|(differs, _)| *differs).map(|(_, what)| (*what).to_owned()));
    (!wrong.is_empty()).then(|| format!("differs in {}: {text}", wrong.join(", ")))
}
