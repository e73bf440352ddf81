//! The rule for a part of a symbol.

use crate::errors::Errors;
use syn::LitStr;

/// Rejects a name that C identifiers cannot contain.
pub(super) fn check(literal: &LitStr, errors: &mut Errors) {
    let name = literal.value();
    let is_part = |c: char| c == '_' || c.is_ascii_alphanumeric();
    if name.is_empty() || !name.chars().all(is_part) {
        let message =
            "this is a part of the names of C functions: write ASCII letters, digits and `_`";
        errors.on(literal, message);
    }
}
