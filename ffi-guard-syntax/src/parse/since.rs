//! `since = "1.2"`: the release that first exports a symbol.

use super::meta_args::Argument;
use crate::decimal::decimal;
use crate::errors::Errors;
use syn::LitStr;

const EXAMPLE: &str = "`since = \"1.2\"`";

/// Reads the value of the argument.
pub(super) fn parse(argument: Argument, errors: &mut Errors) -> Option<String> {
    let literal: LitStr = argument.string(EXAMPLE, errors)?;
    let text = literal.value();
    let numbers: Vec<&str> = text.split('.').collect();
    if numbers.len() <= 3 && numbers.iter().all(|number| decimal(number).is_some()) {
        return Some(text);
    }
    let message = format!(
        "`{text}` is not a release: write one to three numbers with dots between them, as in {EXAMPLE}"
    );
    errors.on(&literal, &message);
    None
}
