//! The part of a source file that a snippet shows.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The maximum number of bytes shown in front of the marked ones, and behind them.
const MAX_CONTEXT: usize = 160;

/// The source files of a report, each read and indexed once.
#[derive(Default)]
pub(super) struct SourceFiles(HashMap<PathBuf, Option<SourceText>>);

/// A text and the byte at which each of its lines begins.
struct SourceText {
    text: String,
    lines: Vec<usize>,
}

/// The lines around some bytes of a file.
pub(super) struct Excerpt<'t> {
    /// The lines, without the parts of long ones that are far from the marked bytes.
    pub(super) text: &'t str,
    /// The number of the first line, from 1.
    pub(super) line: usize,
    /// The marked bytes, counted in `text`.
    pub(super) marked: Range<usize>,
    /// Whether the beginning of the first line is left out.
    pub(super) is_cut: bool,
}

impl SourceFiles {
    /// Returns the lines of a file that have these bytes, or `None` if the file or the bytes cannot be read.
    pub(super) fn excerpt(&mut self, file: &Path, bytes: Range<usize>) -> Option<Excerpt<'_>> {
        if !self.0.contains_key(file) {
            let text = fs::read_to_string(file).ok().map(SourceText::new);
            self.0.insert(file.to_owned(), text);
        }
        self.0.get(file)?.as_ref()?.excerpt(bytes)
    }
}

impl SourceText {
    fn new(text: String) -> Self {
        let lines = [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, lines }
    }

    fn excerpt(&self, bytes: Range<usize>) -> Option<Excerpt<'_>> {
        self.text.get(bytes.clone())?;
        let line = self.lines.partition_point(|start| *start <= bytes.start);
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let last = bytes.start.max(bytes.end.saturating_sub(1));
        let end = self.lines.get(self.lines.partition_point(|start| *start <= last));
        let end = end.map_or(self.text.len(), |next| next.saturating_sub(1)).max(bytes.end);
        let is_boundary = |at: &usize| self.text.is_char_boundary(*at);
        let from = start.max(bytes.start.saturating_sub(MAX_CONTEXT));
        let from = (from..=bytes.start).find(is_boundary)?;
        let to = end.min(bytes.end.saturating_add(MAX_CONTEXT));
        let to = (bytes.end..=to).rev().find(is_boundary)?;
        let text = self.text.get(from..to)?;
        let marked = bytes.start - from..bytes.end - from;
        Some(Excerpt { text, line, marked, is_cut: from > start })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_of_the_marked_bytes_are_shown() {
        let source = SourceText::new("one\ntwo three\nfour\n".to_owned());
        for (bytes, text, line, marked) in [
            (0..3, "one", 1, 0..3),
            (8..13, "two three", 2, 4..9),
            (8..16, "two three\nfour", 2, 4..12),
            (4..4, "two three", 2, 0..0),
            (19..19, "", 4, 0..0),
        ] {
            let excerpt = source.excerpt(bytes.clone()).expect("in the file");
            assert_eq!((excerpt.text, excerpt.line, excerpt.marked), (text, line, marked));
        }
        assert!(source.excerpt(18..99).is_none());
    }

    #[test]
    fn a_file_is_read_once() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let file = folder.path().join("lib.rs");
        fs::write(&file, "fn a() {}\n").expect("a writable directory");
        let mut files = SourceFiles::default();
        assert!(files.excerpt(&file, 3..4).is_some());
        fs::remove_file(&file).expect("a writable directory");
        assert!(files.excerpt(&file, 3..4).is_some(), "the file is read again");
    }

    #[test]
    fn a_long_line_is_cut() {
        let before = "é".repeat(100_000);
        let source = SourceText::new(format!("{before}name{before}"));
        let excerpt = source.excerpt(200_000..200_004).expect("in the file");
        assert!(excerpt.text.len() <= 2 * MAX_CONTEXT + 4, "{}", excerpt.text.len());
        assert_eq!(&excerpt.text[excerpt.marked], "name");
        assert_eq!(excerpt.line, 1);
    }
}
