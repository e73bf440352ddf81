//! The places of tokens, by the line markers of the preprocessor.

use crate::abi::proof::c_types::Place;
use crate::c_tokens::Directive;
use std::path::{Path, PathBuf};

/// The places of tokens in a preprocessed source.
pub(super) struct Lines<'a> {
    source: &'a str,
    parts: Vec<Part>,
}

/// The text between two line markers.
struct Part {
    /// The byte where the first line starts.
    start: usize,
    /// The number of that line.
    line: usize,
    file: PathBuf,
    /// Whether the file is the library's.
    is_own: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(
        source: &'a str,
        directives: &[Directive<'_>],
        directories: &[&Path],
    ) -> Self {
        let parts = directives.iter().filter_map(|directive| {
            let text = directive.text.trim();
            let text = text.strip_prefix("line").unwrap_or(text).trim_start();
            let (line, rest) = text.split_once(' ')?;
            let (file, flags) = rest.strip_prefix('"')?.rsplit_once('"')?;
            let file = PathBuf::from(file.replace("\\\\", "\\"));
            let is_system = flags.split_whitespace().any(|flag| flag == "3");
            let is_own = !is_system && directories.iter().any(|it| file.starts_with(it));
            let end = source.get(directive.start..)?.find('\n');
            let start = end.map_or(source.len(), |end| directive.start + end + 1);
            Some(Part { start, line: line.parse().ok()?, file, is_own })
        });
        Self { source, parts: parts.collect() }
    }

    fn part(&self, byte: usize) -> Option<&Part> {
        let next = self.parts.partition_point(|part| part.start <= byte);
        self.parts.get(next.checked_sub(1)?)
    }

    /// Whether a byte is in a file of the library.
    pub(super) fn is_own(&self, byte: usize) -> bool {
        self.part(byte).is_some_and(|part| part.is_own)
    }

    /// Returns the file and line of a byte.
    pub(super) fn place(&self, byte: usize) -> Place {
        self.part(byte).map_or_else(Place::default, |part| {
            let passed = self.source.get(part.start..byte).unwrap_or_default();
            Place { file: part.file.clone(), line: part.line + passed.matches('\n').count() }
        })
    }
}
