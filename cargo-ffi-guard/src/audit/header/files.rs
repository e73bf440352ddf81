//! The files of a header: those that it includes, and those that the preprocessor put into it.

use crate::c_tokens::Directive;
use std::path::{Path, PathBuf};

/// The header that other headers include for its macros alone, which are known.
const OWN_HEADERS: [&str; 2] = ["ffi_guard.h", "ffi_guard.hpp"];

/// Returns the name in `#include "name"`.
pub(super) fn included<'a>(directive: &Directive<'a>) -> Option<&'a str> {
    let (name, _) = include(directive)?.strip_prefix('"')?.split_once('"')?;
    Some(name)
}

/// Returns the name in `#include <name>` if the directory of the header, or the one above, has that file.
pub(super) fn in_angle_brackets<'a>(directive: &Directive<'a>, header: &Path) -> Option<&'a str> {
    let (name, _) = include(directive)?.strip_prefix('<')?.split_once('>')?;
    let mut directories = header.ancestors().skip(1).take(2);
    directories.any(|directory| directory.join(name).is_file()).then_some(name)
}

fn include<'a>(directive: &Directive<'a>) -> Option<&'a str> {
    let rest = directive.text.trim_start();
    let rest = rest.strip_prefix("include_next").or_else(|| rest.strip_prefix("include"))?;
    Some(rest.trim_start())
}

/// Whether a header that is not there would declare no function.
pub(super) fn declares_nothing(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|name| OWN_HEADERS.iter().any(|own| name == *own))
}

/// The parts of a preprocessed file that are not the library's.
///
/// The preprocessor marks the lines with the file that they come from. GCC and Clang mark system headers with the flag 3:
/// `# 28 "/usr/include/stdio.h" 2 3 4`. Where no line has flags, as in `#line 28 "stdio.h"` of MSVC, the files in the
/// directory of the first one, and below it, are the library's.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// Where each part starts, in order, and whether it is the library's.
    parts: Vec<(usize, bool)>,
}

/// A line that says where the following lines come from.
struct Marker {
    start: usize,
    file: PathBuf,
    has_flags: bool,
    is_system: bool,
}

impl Origins {
    /// Reads the line markers of a file; a file that is not preprocessed has none.
    pub(super) fn of(directives: &[Directive<'_>]) -> Self {
        let markers: Vec<Marker> = directives.iter().filter_map(Marker::parse).collect();
        let has_flags = markers.iter().any(|marker| marker.has_flags);
        let directory = markers.first().and_then(|marker| marker.file.parent());
        let is_own = |marker: &Marker| {
            let beside = || directory.is_none_or(|directory| marker.file.starts_with(directory));
            !marker.is_system && (has_flags || beside())
        };
        Self { parts: markers.iter().map(|marker| (marker.start, is_own(marker))).collect() }
    }

    /// Whether the preprocessor wrote the file.
    pub(super) fn is_preprocessed(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Whether what starts at this byte is the library's.
    pub(super) fn is_own(&self, byte: usize) -> bool {
        let next = self.parts.partition_point(|(start, _)| *start <= byte);
        next.checked_sub(1).is_none_or(|at| self.parts[at].1)
    }
}

impl Marker {
    /// `# 28 "file" 1 3` or `#line 28 "file"`.
    fn parse(directive: &Directive<'_>) -> Option<Self> {
        let text = directive.text.trim();
        let text = text.strip_prefix("line").unwrap_or(text).trim_start();
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        text[..digits].parse::<u64>().ok()?;
        let quoted = text[digits..].trim_start().strip_prefix('"')?;
        let (file, flags) = quoted.rsplit_once('"')?;
        let flags: Vec<&str> = flags.split_whitespace().collect();
        // MSVC writes each backslash twice.
        let file = PathBuf::from(file.replace("\\\\", "/"));
        let is_system = flags.contains(&"3");
        Some(Self { start: directive.start, file, has_flags: !flags.is_empty(), is_system })
    }
}
