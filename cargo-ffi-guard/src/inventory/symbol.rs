//! Symbols that an attribute names: by a literal, or by a macro, as in `export_name = prefix!(open)`.

use super::attributes::Mark;
use super::body::{literal_text, segments, text};
use super::facts::MacroSource;
use super::walk::Walk;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::cell::Cell;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Expr, Macro, Meta, Token};

/// Begins a symbol that is the call of a macro which could not be expanded; no C function has it in its name.
pub(super) const BY_MACRO: &str = "{macro}";

/// How many macros are expanded for one symbol.
const MAX_CALLS: usize = 64;

/// Returns the expression that names the symbol: the value of an `export_name`, or the argument `name` of an `ffi_export`.
pub(super) fn symbol_value(meta: &Meta) -> Option<Expr> {
    let list = match meta {
        Meta::NameValue(pair) => return Some(pair.value.clone()),
        Meta::List(list) => list,
        Meta::Path(_) => return None,
    };
    let arguments = list.parse_args_with(Punctuated::<Expr, Token![,]>::parse_terminated).ok()?;
    arguments.into_iter().find_map(|argument| match argument {
        Expr::Assign(pair) => match &*pair.left {
            Expr::Path(key) if key.path.is_ident("name") => Some(*pair.right),
            _ => None,
        },
        _ => None,
    })
}

/// Returns the macro call that names a symbol in an attribute.
pub(crate) fn symbol_by_macro(meta: &Meta) -> Option<Expr> {
    if let Meta::List(list) = meta
        && list.path.is_ident("unsafe")
    {
        return symbol_by_macro(&list.parse_args().ok()?);
    }
    let last = meta.path().segments.last()?;
    let names_symbol = last.ident == "export_name" || last.ident == "ffi_export";
    symbol_value(meta).filter(|value| names_symbol && matches!(value, Expr::Macro(_)))
}

/// Returns the text of an expression. `expand` is given the name and the call of a macro of the crate, and returns the
/// expansion by each of its definitions, `None` for one that does not fit.
pub(crate) fn symbol_text(
    value: &Expr,
    expand: impl Fn(&str, &Macro) -> Vec<Option<TokenStream>>,
) -> Option<String> {
    let calls = Cell::new(0);
    literal_text(value, &|call: &Macro| {
        let path = segments(&call.path);
        let is_own = path.len() == 1 || ["crate", "self", "super"].contains(&path[0].as_str());
        let Some(name) = path.last().filter(|_| is_own) else { return Vec::new() };
        calls.set(calls.get() + 1);
        if calls.get() > MAX_CALLS {
            return Vec::new();
        }
        // An empty expansion is not a string, so a call that cannot be expanded gives no symbol.
        expand(name, call).into_iter().map(Option::unwrap_or_default).collect()
    })
}

impl Walk<'_, '_> {
    /// The symbol that an attribute names. A macro of another crate, a macro with several definitions that differ, and
    /// one that reads the environment give [`BY_MACRO`] and the call.
    pub(super) fn named_symbol(&self, mark: &Mark) -> Option<String> {
        let value = symbol_value(&mark.meta)?;
        symbol_text(&value, |name, call| self.expansions(name, call)).or_else(|| match &value {
            Expr::Macro(call) => Some(format!("{BY_MACRO}{}", text(call.to_token_stream()))),
            _ => None,
        })
    }

    /// Expands a call by each definition of the crate that it may mean.
    fn expansions(&self, name: &str, call: &Macro) -> Vec<Option<TokenStream>> {
        let at = call.path.span();
        let position = self.is_here(at).then(|| at.byte_range().start);
        let all = self.context.definitions(name);
        let definitions = MacroSource::candidates(all, &self.visit.file, position).into_iter();
        definitions.map(|definition| definition.rules.expand(call.tokens.clone()).ok()).collect()
    }
}
