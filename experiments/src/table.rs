//! Tables in Markdown.

use ffi_guard_test_support::child::Outcome;

use crate::observation::Aspect;
use crate::subject::{Subject, Subjects};

/// A table of these rows, the first of which is its head.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let mut lines: Vec<String> =
        rows.iter().map(|row| format!("| {} |\n", row.join(" | "))).collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(rows.len().min(1), format!("|{}\n", "---|".repeat(columns)));
    lines.concat()
}

/// A cell of each.
pub(crate) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// A case, and what a process of it is told to run.
pub(crate) type Case<C> = (&'static str, C);

/// Runs each case in both profiles; a row for each aspect.
pub(crate) fn side_by_side<C>(
    what: &str,
    subjects: &Subjects,
    cases: &[Case<C>],
    aspects: &[Aspect],
    run: impl Fn(&Subject, &C) -> Outcome,
) -> String {
    let mut rows = vec![row([what, "", "debug", "release"])];
    for (title, case) in cases {
        let [debug, release] = subjects.each().map(|subject| run(subject, case));
        let titles = std::iter::once(*title).chain(std::iter::repeat(""));
        rows.extend(
            aspects
                .iter()
                .zip(titles)
                .map(|((aspect, see), title)| row([title, aspect, &see(&debug), &see(&release)])),
        );
    }
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::{row, table};

    #[test]
    fn a_rule_follows_the_head() {
        let rows = [row(["a", "b"]), row(["1", "2"])];
        assert_eq!(table(&rows), "| a | b |\n|---|---|\n| 1 | 2 |\n");
    }
}
