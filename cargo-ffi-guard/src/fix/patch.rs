//! The changes as a patch for `git apply`.
//!
//! A line ends with a line feed and nowhere else, as git has it. The printer of `similar` also ends lines at a carriage
//! return.

use super::plan::Changed;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};
use std::io::{self, Write};
use std::ops::Range;

/// How many unchanged lines surround a change.
const CONTEXT: usize = 3;

/// Writes the difference of one file.
pub(super) fn write(file: &Changed<'_>, out: &mut dyn Write) -> io::Result<()> {
    let old: Vec<&str> = file.source.whole.split_inclusive('\n').collect();
    let new: Vec<&str> = file.text.split_inclusive('\n').collect();
    let name = name(&file.source.shown.display().to_string());
    write!(out, "--- a/{name}\n+++ b/{name}\n")?;
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    for hunk in group_diff_ops(operations, CONTEXT) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let removed = first.old_range().start..last.old_range().end;
        let added = first.new_range().start..last.new_range().end;
        writeln!(out, "@@ -{} +{} @@", position(&removed), position(&added))?;
        hunk.iter().try_for_each(|operation| write_lines(operation, &old, &new, out))?;
    }
    Ok(())
}

/// The name in a patch, which has the separator of Unix everywhere. A tab ends a name with a space.
fn name(shown: &str) -> String {
    let tab = if shown.contains(' ') { "\t" } else { "" };
    shown.replace('\\', "/") + tab
}

/// The first line, from 1, and the number of lines. An empty range is named by the line before it.
fn position(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        number => format!("{},{number}", lines.start + 1),
    }
}

fn write_lines(
    operation: &DiffOp,
    old: &[&str],
    new: &[&str],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut all = |sign: char, lines: &[&str]| {
        lines.iter().try_for_each(|line| match line.ends_with('\n') {
            true => write!(out, "{sign}{line}"),
            false => write!(out, "{sign}{line}\n\\ No newline at end of file\n"),
        })
    };
    let (removed, added) = (&old[operation.old_range()], &new[operation.new_range()]);
    match operation.tag() {
        DiffTag::Equal => all(' ', removed),
        _ => all('-', removed).and_then(|()| all('+', added)),
    }
}
