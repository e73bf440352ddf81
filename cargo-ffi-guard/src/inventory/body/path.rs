//! Paths as lists of names.

use syn::ext::IdentExt;
use syn::{ExprPath, Path};

/// Stands in front of the names of a qualified path, `<T as Trait>::name`. No name of a table is empty.
const QUALIFIED: &str = "";

/// The names of a path, without `r#` and generic arguments.
pub(crate) fn segments(path: &Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect()
}

/// The names of a path in an expression; of a qualified one, those behind its `>`.
pub(super) fn of_expression(path: &ExprPath) -> Vec<String> {
    let mut names = segments(&path.path);
    if let Some(qualified) = &path.qself {
        names.drain(..qualified.position.min(names.len()));
        names.insert(0, QUALIFIED.to_owned());
    }
    names
}

/// Borrows the names.
pub(super) fn borrowed(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}
