//! The structs of borrowed results. No function frees them, so each is declared because a function returns it.

use super::conditions::Gate;
use super::error_api::lines;
use super::exports::Found;
use super::flat::{TypeScope, Uses};
use super::function::failure;
use super::lowered::Lowered;
use crate::failure::Failure;
use ffi_guard_syntax::lower::{LibraryContext, View, view};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Type, parse_quote};

/// The struct of a borrowed result.
pub(super) struct ViewStruct {
    /// The type of its elements.
    element: Type,
    definition: TokenStream,
    /// The conditions that all functions share which return it.
    gate: Gate,
}

impl ViewStruct {
    fn new(name: &str, element: Type, is_text: bool, found: &Found, prefix: &str) -> Self {
        let ident = Ident::new(name, Span::call_site());
        let docs = lines(
            prefix,
            if is_text {
                "typedef struct { const char *ptr"
            } else {
                "typedef struct { const type *ptr"
            },
        );
        let definition = quote!(#docs #[repr(C)] pub struct #ident { pub ptr: *const #element, pub len: size_t });
        Self { element, definition, gate: found.gate.clone() }
    }

    /// Returns the struct for cbindgen.
    pub(super) fn source(&self) -> TokenStream {
        self.gate.guard(&self.definition)
    }
}

impl Lowered<'_, '_> {
    /// Adds the struct that an export returns, if it is a view.
    pub(super) fn add_view(
        &mut self,
        found: &Found,
        context: &LibraryContext,
        scope: &TypeScope,
        uses: &mut Uses,
    ) -> Result<(), Failure> {
        let Some(View { name, element }) = view(&found.export, context) else { return Ok(()) };
        let Some(prefix) = self.prefix.clone() else {
            let what = "the struct that C gets for a borrowed text or list has the prefix of the library, and it has none";
            let next = "write `ffi_guard::ffi_library! { prefix = \"mylib\" }` at the crate root";
            return Err(failure(&found.place, what.to_owned(), next));
        };
        let symbol = found.export.symbol.under(&prefix);
        let is_text = element.is_none();
        let element = element.unwrap_or_else(|| parse_quote!(c_char));
        let element = self.passed(&element, scope, uses, &symbol, &found.place)?;
        let Some(known) = self.views.get_mut(&name) else {
            let new = ViewStruct::new(&name, element, is_text, found, &prefix);
            self.views.insert(name, new);
            return Ok(());
        };
        known.gate.open.retain(|predicate| found.gate.open.contains(predicate));
        let spelling = |ty: &Type| ty.to_token_stream().to_string();
        if spelling(&known.element) == spelling(&element) {
            return Ok(());
        }
        let what = format!(
            "`{symbol}` returns a list of another type of this name: both would be `{name}` in C"
        );
        let next = "give one of the types another name by `type`, and return a slice of that name";
        Err(failure(&found.place, what, next))
    }
}
