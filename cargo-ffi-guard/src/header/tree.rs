//! The files of a crate, parsed.

use crate::failure::Failure;
use crate::sources::{place, relative};
use std::fs;
use std::path::{Path, PathBuf};

const MARK: &str = "\u{FEFF}";

/// The files that the module tree reaches, the root first.
pub(super) struct Tree {
    pub(super) files: Vec<File>,
    /// What places are shown relative to.
    pub(super) root: PathBuf,
}

/// One of them.
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) ast: syn::File,
    /// How many bytes stand before what was parsed.
    pub(super) mark: usize,
}

impl Tree {
    /// Reads them.
    pub(super) fn read(files: &[PathBuf], root: &Path) -> Result<Self, Failure> {
        let files = files.iter().map(|path| file(path, root)).collect::<Result<_, _>>()?;
        Ok(Self { files, root: root.to_owned() })
    }

    /// What the attribute's own parser says of something in a file.
    pub(super) fn refused(&self, file: &File, error: &syn::Error) -> Failure {
        refused(&relative(&file.path, &self.root), error)
    }
}

fn file(path: &Path, root: &Path) -> Result<File, Failure> {
    let shown = relative(path, root);
    let text = fs::read_to_string(path).map_err(|error| {
        let next = "make it readable, then run the command again";
        Failure::at(&shown, format!("the file cannot be read: {error}"), next)
    })?;
    let source = text.strip_prefix(MARK).unwrap_or(&text);
    let ast = syn::parse_str(&without_shebang(source)).map_err(|error| refused(&shown, &error))?;
    Ok(File { path: path.to_owned(), ast, mark: text.len() - source.len() })
}

/// The line becomes blank, so that all else stays where it is.
fn without_shebang(source: &str) -> String {
    if source.starts_with("#!") && !source[2..].trim_start().starts_with('[') {
        let line = source.find('\n').unwrap_or(source.len());
        return " ".repeat(line) + &source[line..];
    }
    source.to_owned()
}

fn refused(file: &Path, error: &syn::Error) -> Failure {
    let start = error.span().start();
    let place = place(file, start.line, start.column + 1);
    let mut errors = error.clone().into_iter();
    let first = errors.next().map_or_else(String::new, |first| first.to_string());
    let more = match errors.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let next = "make the crate compile, then run the command again";
    Failure::at(Path::new(&place), format!("{first}{more}"), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_for_the_shell_is_no_rust() {
        assert_eq!(without_shebang("#!/bin/sh\nfn f() {}"), "         \nfn f() {}");
        for rust in ["#![no_std]", "#! [no_std]", "fn f() {}", ""] {
            assert_eq!(without_shebang(rust), rust);
        }
    }
}
