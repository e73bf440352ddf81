//! Source files: reading and parsing, the conditions of what is in them, and the files of the module tree.

mod conditions;
mod module_files;
mod nesting;
mod parse;
mod pieces;
mod thin;

pub(crate) use conditions::{Alternatives, Conditions};
pub(crate) use module_files::{ModulePlace, Reference, Visit, VisitKey, Visits};
pub(crate) use nesting::is_too_deep;
pub(crate) use parse::{Ast, lex, parse};
pub(crate) use pieces::{leaves, pieces};
pub(crate) use thin::Relevance;

use std::path::{Path, PathBuf};

/// The file relative to the workspace's root, if it is below.
pub(crate) fn relative(file: &Path, root: &Path) -> PathBuf {
    file.strip_prefix(root).unwrap_or(file).to_owned()
}

/// `file:line:column`, as compilers write it.
pub(crate) fn place(file: &Path, line: usize, column: usize) -> String {
    format!("{}:{line}:{column}", file.display())
}
