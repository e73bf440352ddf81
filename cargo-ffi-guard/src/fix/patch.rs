//! The changes as a patch for `git apply`.
//!
//! A line ends with a line feed and nowhere else, as git has it. The printer of `similar` also ends lines at a carriage
//! return.

use super::plan::Changed;
use similar::{Algorithm, DiffOp, DiffTag, capture_diff, group_diff_ops};
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
    for hunk in group_diff_ops(operations(file, &old, &new), CONTEXT) {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
        let removed = first.old_range().start..last.old_range().end;
        let added = first.new_range().start..last.new_range().end;
        writeln!(out, "@@ -{} +{} @@", position(&removed), position(&added))?;
        hunk.iter().try_for_each(|operation| write_lines(operation, &old, &new, out))?;
    }
    Ok(())
}

/// The difference line by line. Only the lines around each edit are compared: a comparison of the whole texts takes time
/// that grows with the square of the number of edits.
fn operations(file: &Changed<'_>, old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut operations = Vec::new();
    let (mut old_done, mut new_done) = (0, 0);
    for (old_lines, new_lines) in regions(file) {
        add_equal(&mut operations, old_done, new_done, old_lines.start - old_done);
        let (old_end, new_end) = (old_lines.end.min(old.len()), new_lines.end.min(new.len()));
        let (old_lines, new_lines) = (old_lines.start..old_end, new_lines.start..new_end);
        for operation in capture_diff(Algorithm::Myers, old, old_lines, new, new_lines) {
            match operation {
                DiffOp::Equal { old_index, new_index, len } => {
                    add_equal(&mut operations, old_index, new_index, len);
                }
                change => operations.push(change),
            }
        }
        (old_done, new_done) = (old_end, new_end);
    }
    add_equal(&mut operations, old_done, new_done, old.len() - old_done);
    operations
}

/// Adds equal lines, in one operation with equal lines just before.
fn add_equal(operations: &mut Vec<DiffOp>, old_index: usize, new_index: usize, len: usize) {
    match operations.last_mut() {
        _ if len == 0 => {}
        Some(DiffOp::Equal { len: before, .. }) => *before += len,
        _ => operations.push(DiffOp::Equal { old_index, new_index, len }),
    }
}

/// The lines of the old and the new text that each edit touches, from 0. Edits in one line are in one region.
fn regions(file: &Changed<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let ends = |text: &str| text.match_indices('\n').map(|(at, _)| at).collect::<Vec<_>>();
    let (old_ends, new_ends) = (ends(file.source.text()), ends(&file.text));
    let line = |ends: &[usize], at: usize| ends.partition_point(|end| *end < at);
    let mut regions: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    // The new text has the byte order mark, and the edits count behind it.
    let mut new_at = file.source.mark().len();
    let mut old_at = 0;
    for edit in &file.edits {
        new_at += edit.bytes.start - old_at;
        let old = line(&old_ends, edit.bytes.start)..line(&old_ends, edit.bytes.end) + 1;
        let new = line(&new_ends, new_at)..line(&new_ends, new_at + edit.text.len()) + 1;
        new_at += edit.text.len();
        old_at = edit.bytes.end;
        match regions.last_mut() {
            Some((last_old, last_new)) if old.start < last_old.end || new.start < last_new.end => {
                (last_old.end, last_new.end) = (old.end, new.end);
            }
            _ => regions.push((old, new)),
        }
    }
    regions
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
