//! Leaks and memory after many panics on many threads.

use crate::plan::Plan;
use crate::programs::{self, Caller};
use crate::section::Section;
use crate::subject::{Kind, Subject, catching};
use crate::table::{Cell, Table};

const THREADS: &str = "64";
/// The highest growth of the resident memory.
const FLAT_KIB: i64 = 1024;

/// The result of a run of the program.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Left {
    payloads: i64,
    before: i64,
    after: i64,
}

impl Left {
    fn growth(&self) -> i64 {
        self.after - self.before
    }

    fn is_clean(&self) -> bool {
        self.payloads == 0 && self.growth() <= FLAT_KIB
    }
}

/// # Errors
///
/// Returns an error if a program cannot be built or run.
pub(crate) fn measure(plan: &Plan) -> Result<Section, String> {
    let calls = plan.either("10000000", "200000");
    let shown = plan.either("10 million", "200,000");
    let mut section = Section::new("soak", "Leaks and memory after many panics");
    section.say(format!(
        "{shown} calls by {THREADS} threads. Half of the calls panic, in turn with a literal, a formatted message and a \
         counted payload. *Leaked* is the number of counted payloads that were not dropped. The resident memory is read \
         after a hundredth of the calls and after all of them, while all threads exist.",
    ));
    let caller = programs::threads()?;
    let heads = ["", "leaked", "crashed", "KiB before", "KiB after", "growth"];
    let mut table = Table::new("After all calls", &heads);
    let mut ours = Vec::new();
    for subject in catching() {
        eprintln!("  calling: {}", subject.label);
        let left = soak(&caller, subject, calls)?;
        table.row(subject.label, cells(left));
        if subject.kind == Kind::Ours {
            ours.push(left);
        }
    }
    section.tables.push(table);
    let held = ours.iter().all(|left| left.is_some_and(|left| left.is_clean()));
    let growth = ours.iter().flatten().map(Left::growth).max().unwrap_or(0);
    let what = format!(
        "{shown} calls by 64 threads with 50 % panics: no leak, no crash, memory constant within 1 MiB"
    );
    section.promise(&what, format!("at most {growth:+} KiB"), held);
    Ok(section)
}

/// `None` if the process crashed.
fn soak(caller: &Caller, subject: &Subject, calls: &str) -> Result<Option<Left>, String> {
    let outcome = caller.process(&["soak", subject.id, THREADS, calls]).run();
    if outcome.signal.is_some() {
        return Ok(None);
    }
    parse(&outcome.stdout).map(Some).ok_or_else(|| format!("{}: {outcome}", subject.label))
}

fn parse(output: &str) -> Option<Left> {
    let value = |name: &str| {
        let line = output.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().parse().ok()
    };
    Some(Left { payloads: value("payloads ")?, before: value("before ")?, after: value("after ")? })
}

fn cells(left: Option<Left>) -> Vec<Cell> {
    let Some(left) = left else {
        return ["", "yes", "", "", ""].map(Cell::new).to_vec();
    };
    let texts = [
        left.payloads.to_string(),
        "no".to_owned(),
        left.before.to_string(),
        left.after.to_string(),
        format!("{:+}", left.growth()),
    ];
    texts.map(Cell::new).to_vec()
}

#[cfg(test)]
mod tests {
    use super::{Left, parse};

    #[test]
    fn a_leak_or_a_mebibyte_is_not_clean() {
        let left = parse("payloads 0\nbefore 4000\nafter 5024\n").unwrap();
        assert!(left.is_clean() && left.growth() == 1024);
        assert!(!Left { after: 5025, ..left }.is_clean());
        assert!(!Left { payloads: 1, ..left }.is_clean());
        assert_eq!(parse("before 4000\n"), None);
    }
}
