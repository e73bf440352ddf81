//! Symbols that an attribute names: by a literal, or by a macro, as in `export_name = prefix!(open)`.

use super::attributes::Mark;
use super::body::{literal_text, segments, text};
use super::facts::MacroSource;
use super::walk::Walk;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::cell::Cell;
use syn::spanned::Spanned;
use syn::{Expr, Macro};

/// Begins a symbol that is the call of a macro which could not be expanded; no C function has it in its name.
pub(super) const BY_MACRO: &str = "{macro}";

/// How many macros are expanded for one symbol.
const MAX_CALLS: usize = 64;

impl Walk<'_, '_> {
    /// The symbol that an attribute names. A macro of another crate, a macro with several definitions that differ, and
    /// one that reads the environment give [`BY_MACRO`] and the call.
    pub(super) fn named_symbol(&self, mark: &Mark) -> Option<String> {
        let value = mark.symbol_value()?;
        let calls = Cell::new(0);
        let expansions = |call: &Macro| {
            calls.set(calls.get() + 1);
            if calls.get() > MAX_CALLS { Vec::new() } else { self.expansions(call) }
        };
        literal_text(&value, &expansions).or_else(|| match &value {
            Expr::Macro(call) => Some(format!("{BY_MACRO}{}", text(call.to_token_stream()))),
            _ => None,
        })
    }

    /// Expands a call by each definition of the crate that it may mean.
    fn expansions(&self, call: &Macro) -> Vec<TokenStream> {
        let path = segments(&call.path);
        let is_own = path.len() == 1 || ["crate", "self", "super"].contains(&path[0].as_str());
        let Some(name) = path.last().filter(|_| is_own) else { return Vec::new() };
        let at = call.path.span();
        let position = self.is_here(at).then(|| at.byte_range().start);
        let all = self.context.definitions(name);
        MacroSource::candidates(all, &self.visit.file, position)
            .into_iter()
            // An empty expansion is not a string, so a call that cannot be expanded gives no symbol.
            .map(|definition| definition.rules.expand(call.tokens.clone()).unwrap_or_default())
            .collect()
    }
}
