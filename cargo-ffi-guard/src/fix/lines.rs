//! The lines of a text before and after its edits.

use super::edit::Edit;
use std::collections::BTreeMap;

/// The lines of a text, and how edits move them.
pub(super) struct Lines {
    /// The bytes of the line ends.
    ends: Vec<usize>,
    /// The first byte of each edit, and by how many lines all edits up to it move what follows.
    shifts: Vec<(usize, isize)>,
}

impl Lines {
    pub(super) fn of(text: &str, edits: &BTreeMap<usize, Edit>) -> Self {
        let number = |text: &str| isize::try_from(text.matches('\n').count()).unwrap_or(isize::MAX);
        let mut shift = 0;
        let shifts = edits.values().map(|edit| {
            let removed = text.get(edit.bytes.clone()).unwrap_or_default();
            shift += number(&edit.text) - number(removed);
            (edit.bytes.start, shift)
        });
        let shifts = shifts.collect();
        Self { ends: text.match_indices('\n').map(|(at, _)| at).collect(), shifts }
    }

    /// The line of a byte after the change, from 1. With `behind`, text that is inserted at the byte itself is in front of
    /// it.
    pub(super) fn after(&self, at: usize, behind: bool) -> usize {
        let line = 1 + self.ends.partition_point(|end| *end < at);
        let before =
            self.shifts.partition_point(|(start, _)| *start < at || behind && *start == at);
        let shift = before.checked_sub(1).map_or(0, |last| self.shifts[last].1);
        line.saturating_add_signed(shift)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_move_lines() {
        let text = "a\nb\nc\n";
        let edit =
            |start, end, text: &str| (start, Edit { bytes: start..end, text: text.to_owned() });
        let edits = [edit(0, 0, "x\n"), edit(2, 4, "")].into();
        let lines = Lines::of(text, &edits);
        assert_eq!([lines.after(0, false), lines.after(0, true)], [1, 2]);
        assert_eq!([lines.after(2, false), lines.after(4, true)], [3, 3]);
    }
}
