//! The numbers of the table.

use similar::{ChangeTag, TextDiff};
use std::fmt;

pub(crate) const HEAD: &str = "\
| library | exports | functions | no edit | value to name | left | builds | lines per function | by hand | \
its header | `cargo ffi-guard header` |
|---|---|---|---|---|---|---|---|---|---|---|
";

/// The outcome of the commands for one library.
pub(crate) struct Measured {
    pub(crate) functions: usize,
    pub(crate) summary: Summary,
    /// The lines that the commands changed.
    pub(crate) lines: usize,
    /// Whether the library builds after the commands.
    pub(crate) builds: bool,
    /// The lines that the author changed.
    pub(crate) by_hand: usize,
    pub(crate) header: Difference,
    pub(crate) own_header: Difference,
}

impl Measured {
    /// Returns a line of the table.
    pub(crate) fn to_line(&self, name: &str, exports: &str) -> String {
        let Self { functions, summary, lines, by_hand, header, own_header, .. } = self;
        let Summary { guarded, values } = summary;
        let (no_edit, left) = (guarded - values, functions - guarded);
        let tenths = lines * 10 / functions;
        let builds = if self.builds { "yes" } else { "no" };
        format!(
            "| {name} | {exports} | {functions} | {no_edit} | {values} | {left} | {builds} | {}.{} | {by_hand} lines | \
             {header} | {own_header} |\n",
            tenths / 10,
            tenths % 10,
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
#[derive(Default)]
pub(crate) struct Difference {
    added: usize,
    removed: usize,
}

impl Difference {
    pub(crate) fn of(old: &str, new: &str) -> Self {
        let (old, new) = (code(old), code(new));
        let mut difference = Self::default();
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
            Self { added: 0, removed: 0 } => f.write_str("identical"),
            Self { added, removed } => write!(f, "+{added} −{removed}"),
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
