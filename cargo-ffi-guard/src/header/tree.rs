//! The files of a crate, parsed.

use crate::failure::Failure;
use crate::sources::{lex, place, relative};
use ffi_guard_scan::read_source;
use std::path::{Path, PathBuf};

/// The files that the module tree reaches, the root first.
pub(super) struct Tree {
    pub(super) files: Vec<File>,
    /// The directory that places are shown relative to.
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
    /// Parses them. A file that is included in the place of an expression has no items.
    pub(super) fn read(files: &[PathBuf], root: &Path) -> Result<Self, Failure> {
        let mut tree = Self { files: Vec::new(), root: root.to_owned() };
        for path in files {
            tree.files.extend(file(path, root)?);
        }
        Ok(tree)
    }

    /// An error of the attribute's parser, at its place in the file.
    pub(super) fn refused(&self, file: &File, error: &syn::Error) -> Failure {
        refused(&relative(&file.path, &self.root), error)
    }
}

fn file(path: &Path, root: &Path) -> Result<Option<File>, Failure> {
    let shown = relative(path, root);
    let (text, mark) = read_source(path).map_err(|what| {
        Failure::at(&shown, what, "make it readable, then run the command again")
    })?;
    let Ok(tokens) = lex(&text) else { return Ok(None) };
    match syn::parse2(tokens.clone()) {
        Ok(ast) => Ok(Some(File { path: path.to_owned(), ast, mark })),
        Err(_) if syn::parse2::<syn::Expr>(tokens).is_ok() => Ok(None),
        Err(error) => Err(refused(&shown, &error)),
    }
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
