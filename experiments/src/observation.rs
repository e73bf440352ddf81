//! What is to be seen of a process whose callback panicked.

use ffi_guard_test_support::child::{Outcome, SIGABRT};

/// What is shown where a process did not say anything.
pub(crate) const NOTHING: &str = "–";

/// One thing to be seen: what it is called, and how it is found.
pub(crate) type Aspect = (&'static str, fn(&Outcome) -> String);

pub(crate) const ENDS: Aspect = ("the process ends with", ends);
pub(crate) const STDERR: Aspect = ("standard error", stderr);
pub(crate) const DESTRUCTORS: Aspect = ("destructors, in order", destructors);
pub(crate) const CAUGHT: Aspect = ("caught by", |outcome| or(values(outcome, "caught"), "nobody"));
pub(crate) const C: Aspect = ("C gets back", |outcome| or(values(outcome, "C"), "nothing"));
pub(crate) const RUST: Aspect =
    ("Rust above C gets back", |outcome| or(values(outcome, "Rust"), "nothing"));

/// How the process ended.
pub(crate) fn ends(outcome: &Outcome) -> String {
    match (outcome.signal, outcome.code) {
        (Some(SIGABRT), _) => "SIGABRT".to_owned(),
        (Some(signal), _) => format!("signal {signal}"),
        (None, Some(code)) => format!("status {code}"),
        (None, None) => "an unknown status".to_owned(),
    }
}

/// What follows `key: ` in the lines of the standard output.
pub(crate) fn values<'a>(outcome: &'a Outcome, key: &str) -> Vec<&'a str> {
    let value = |line: &'a str| line.strip_prefix(key)?.strip_prefix(": ");
    outcome.stdout.lines().filter_map(value).collect()
}

fn destructors(outcome: &Outcome) -> String {
    or(values(outcome, "dropped"), "none")
}

fn or(values: Vec<&str>, nothing: &str) -> String {
    if values.is_empty() { nothing.to_owned() } else { values.join(", ") }
}

fn stderr(outcome: &Outcome) -> String {
    let lines = outcome.stderr.lines().filter(|line| is_message(line));
    let lines: Vec<String> = lines.map(|line| format!("`{line}`")).collect();
    or(lines.iter().map(String::as_str).collect(), "nothing")
}

/// Not the place of a panic, a hint or a backtrace, which differ from build to build.
fn is_message(line: &str) -> bool {
    let place = line.starts_with("thread '") && line.contains(" panicked at ");
    let backtrace = line.starts_with(' ') || line == "stack backtrace:";
    !(line.is_empty() || place || backtrace || line.starts_with("note: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(stdout: &str, stderr: &str) -> Outcome {
        let (stdout, stderr) = (stdout.to_owned(), stderr.to_owned());
        Outcome { code: None, signal: Some(SIGABRT), stdout, stderr }
    }

    #[test]
    fn reads_what_was_said_in_order() {
        let outcome = outcome("dropped: b\nC: -1\ndropped: a\n", "");
        assert_eq!(destructors(&outcome), "b, a");
        assert_eq!((C.1)(&outcome), "-1");
        assert_eq!((CAUGHT.1)(&outcome), "nobody");
        assert_eq!(ends(&outcome), "SIGABRT");
    }

    #[test]
    fn keeps_messages_and_leaves_out_what_differs_from_build_to_build() {
        let written = "\nthread 'main' (7) panicked at src/a.rs:1:2:\nboom\nnote: run with\n\
                       stack backtrace:\n   0: 0x1 - f\n             at a.rs:1\nthread caused. aborting.\n";
        assert_eq!(stderr(&outcome("", written)), "`boom`, `thread caused. aborting.`");
    }
}
