//! The places of tokens, by the line markers of the preprocessor.

use crate::abi::proof::c_types::Place;
use crate::below::is_below;
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

/// A file that the preprocessor has entered and not left.
#[derive(Clone, Copy)]
struct Included {
    is_own: bool,
    /// Whether its last line marker says that it belongs to the system.
    is_system: bool,
}

/// A line marker: `# 7 "shape.h" 1 3`.
struct Marker<'a> {
    line: usize,
    file: &'a str,
    flags: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(
        source: &'a str,
        directives: &[Directive<'_>],
        directories: &[&Path],
    ) -> Self {
        let (mut parts, mut included) = (Vec::new(), Vec::<Included>::new());
        for directive in directives {
            let Some(Marker { line, file, flags }) = marker(directive.text) else { continue };
            let file = PathBuf::from(file.replace("\\\\", "\\"));
            let is_system = flags.contains(&"3");
            let is_below = directories.iter().any(|directory| is_below(&file, directory));
            let around = included.last().copied();
            if flags.contains(&"1") {
                // `#pragma GCC system_header` marks a file and all that it includes; the directory still tells whose they are.
                let is_of_system = is_system && around.is_none_or(|around| !around.is_system);
                included.push(Included { is_own: is_below && !is_of_system, is_system });
            } else if flags.contains(&"2") {
                included.pop();
            }
            // `#line` names another file, and the declarations still belong to the included one.
            let is_own = match included.last_mut() {
                Some(current) => {
                    current.is_system = is_system;
                    current.is_own
                }
                None => is_below && !is_system,
            };
            let Some(end) = source.get(directive.start..).map(|rest| rest.find('\n')) else {
                continue;
            };
            let start = end.map_or(source.len(), |end| directive.start + end + 1);
            parts.push(Part { start, line, file, is_own });
        }
        Self { source, parts }
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

fn marker(text: &str) -> Option<Marker<'_>> {
    let text = text.trim();
    let text = text.strip_prefix("line").unwrap_or(text).trim_start();
    let (line, rest) = text.split_once(' ')?;
    let (file, flags) = rest.strip_prefix('"')?.rsplit_once('"')?;
    Some(Marker { line: line.parse().ok()?, file, flags: flags.split_whitespace().collect() })
}
