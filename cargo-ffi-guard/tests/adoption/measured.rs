//! The numbers of the table.

use similar::{ChangeTag, TextDiff};
use std::fmt;

pub(crate) const HEAD: &str = "\
# Six libraries, moved over

`fix` gives functions their attribute: with *no edit*, or with a *value to name*. The others are *left*. *By hand* are the
lines that the author then changes until every function is guarded. The headers are compared by their lines of code.

| library | exports | functions | no edit | value to name | left | lines per function | by hand | its header | \
`cargo ffi-guard header` |
|---|---|---|---|---|---|---|---|---|---|
";

/// The outcome of the commands for one library.
pub(crate) struct Measured {
    pub(crate) functions: usize,
    pub(crate) summary: Summary,
    /// The lines that the commands changed.
    pub(crate) lines: usize,
    /// The lines that the author changed after them.
    pub(crate) by_hand: usize,
    /// What became of the header of the library, and how the one of this project differs from it. `None` if the library
    /// does not build.
    pub(crate) headers: Option<(Difference, Difference)>,
}

impl Measured {
    /// Returns a line of the table.
    pub(crate) fn to_line(&self, name: &str, exports: &str) -> String {
        let Self { functions, summary: Summary { guarded, values }, lines, by_hand, headers } =
            self;
        let (no_edit, left) = (guarded - values, functions - guarded);
        let tenths = lines * 10 / functions;
        let end = match headers {
            Some((header, own)) => format!("{by_hand} lines | {header} | {own}"),
            None => "does not build | | ".to_owned(),
        };
        let lines = format!("{}.{}", tenths / 10, tenths % 10);
        format!(
            "| {name} | {exports} | {functions} | {no_edit} | {values} | {left} | {lines} | {end} |\n"
        )
    }
}

/// The last line of `cargo ffi-guard fix`.
pub(crate) struct Summary {
    /// The functions that got an attribute.
    guarded: usize,
    /// The values that the author is to name.
    values: usize,
}

impl Summary {
    /// Reads `guarded: 3 functions in 1 file; 0 values to name; 0 left`.
    pub(crate) fn read(output: &str) -> Option<Self> {
        let line = output.lines().rev().find_map(|line| line.strip_prefix("guarded: "))?;
        let mut parts = line.split("; ").map(|part| part.split(' ').next()?.parse().ok());
        Some(Self { guarded: parts.next()??, values: parts.next()?? })
    }
}

/// The number of lines of code by which two headers differ. Comments and empty lines do not count.
pub(crate) struct Difference {
    is_identical: bool,
    added: usize,
    removed: usize,
}

impl Difference {
    pub(crate) fn of(old: &str, new: &str) -> Self {
        let mut difference = Self { is_identical: old == new, added: 0, removed: 0 };
        let (old, new) = (code(old), code(new));
        for change in TextDiff::from_lines(&old, &new).iter_all_changes() {
            match change.tag() {
                ChangeTag::Insert => difference.added += 1,
                ChangeTag::Delete => difference.removed += 1,
                ChangeTag::Equal => {}
            }
        }
        difference
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { is_identical: true, .. } => f.write_str("identical"),
            Self { added, removed, .. } => write!(f, "+{added} −{removed}"),
        }
    }
}

/// Returns the lines of a header that are not in comments.
fn code(header: &str) -> String {
    let mut in_comment = false;
    let lines = header.lines().filter(|line| {
        let line = line.trim();
        in_comment |= line.starts_with("/*");
        let shown = !in_comment && !line.is_empty() && !line.starts_with("//");
        in_comment &= !line.ends_with("*/");
        shown
    });
    lines.map(|line| format!("{line}\n")).collect()
}
