//! Source files: reading and parsing, the conditions of what is in them, and the files of the module tree.

mod conditions;
mod module_files;
mod nesting;
mod parse;
mod thin;

pub(crate) use conditions::{Alternatives, Conditions};
pub(crate) use module_files::{ModulePlace, Reference, Visit, VisitKey, Visits};
pub(crate) use nesting::is_too_deep;
pub(crate) use parse::{Ast, lex, parse};
pub(crate) use thin::Relevance;

use crate::failure::Failure;
use crate::inventory::UnreadSource;
use std::path::{Path, PathBuf};

/// The failure of a command that cannot work with sources that are not read. `None` if all of them are.
pub(crate) fn unread_failure(unread: &[UnreadSource], root: &Path) -> Option<Failure> {
    let first = unread.first()?;
    let span = &first.span;
    let place = place(&relative(&span.file, root), span.line, span.column);
    let more = match unread.len() {
        1 => String::new(),
        many => format!(" (and {} more)", many - 1),
    };
    let next = "make the crate compile, or correct the file, then run the command again; for a file with syntax that \
                this version does not know, add --allow-unread GLOB";
    Some(Failure::at(Path::new(&place), format!("not read: {}{more}", first.what), next))
}

/// The file relative to the workspace's root, if it is below.
pub(crate) fn relative(file: &Path, root: &Path) -> PathBuf {
    file.strip_prefix(root).unwrap_or(file).to_owned()
}

/// `file:line:column`, as compilers write it.
pub(crate) fn place(file: &Path, line: usize, column: usize) -> String {
    format!("{}:{line}:{column}", file.display())
}
