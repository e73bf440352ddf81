//! The declaration of an export.

use super::comment::in_comment;
use super::context::LibraryContext;
use super::prototype::Declaration;
use super::{callbacks, docs, names, signature};
use crate::model::{Export, Form};
use syn::Attribute;

/// Returns the declaration of an export. `None` for an export in the C form, which is its own declaration.
///
/// ```
/// use ffi_guard_syntax::{lower, parse_function};
/// use quote::quote;
///
/// let item = quote!(pub fn words_length(word: &str) -> Result<usize, WordError> { todo!() });
/// let export = parse_function(quote!(status), item)?;
/// let context = lower::LibraryContext::default();
/// let declaration = lower::declaration(&export, &context).expect("the Rust form");
/// assert_eq!(declaration.symbol, "words_length");
/// let names: Vec<_> = declaration.parameters.iter().map(|parameter| parameter.name.to_string()).collect();
/// assert_eq!(names, ["word", "out"]);
/// # Ok::<(), syn::Error>(())
/// ```
#[must_use]
pub fn declaration(export: &Export, context: &LibraryContext) -> Option<Declaration> {
    let Form::Rust { .. } = export.form else { return None };
    let names = names::Names::of(export);
    let documents = |attr: &&Attribute| {
        ["doc", "must_use", "deprecated"].iter().any(|name| attr.path().is_ident(name))
    };
    Some(Declaration {
        symbol: export.symbol.under(context.prefix.as_deref().unwrap_or_default()),
        parameters: signature::parameters(export, &names, context),
        callbacks: callbacks::types(export, &names, context),
        output: signature::output(export, context),
        is_unsafe: export.takes_pointers() || export.function.is_unsafe(),
        attrs: export.function.attrs.iter().filter(documents).map(in_comment).collect(),
        docs: docs::lines(export, &names, context),
    })
}
