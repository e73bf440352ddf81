//! The macros of a header that may be constants.

use super::lines::Lines;
use crate::abi::proof::c_types::Place;
use crate::c_tokens::Directive;

/// Returns the library's macros that have a value and no parameters.
pub(super) fn read(directives: &[Directive<'_>], lines: &Lines<'_>) -> Vec<(String, Place)> {
    let own = directives.iter().filter(|directive| lines.is_own(directive.start));
    let found = own.filter_map(|directive| {
        let rest = directive.text.trim_start().strip_prefix("define ")?;
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (name, value) = rest.split_at(end);
        let is_constant = !value.starts_with('(') && !value.trim().is_empty();
        is_constant.then(|| (name.to_owned(), lines.place(directive.start)))
    });
    found.collect()
}
