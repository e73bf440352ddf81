//! The structs of borrowed results. No function frees them, so each is declared because a function returns it.

use super::conditions::Gate;
use super::error_api::lines;
use super::function::failure;
use crate::failure::Failure;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use std::collections::BTreeMap;
use syn::Type;

/// The struct of a borrowed result.
pub(super) struct ViewStruct {
    /// The type of its elements.
    element: Type,
    definition: TokenStream,
    /// The conditions that all functions share which return it.
    gate: Gate,
}

impl ViewStruct {
    /// Returns the struct that a function under these conditions returns.
    pub(super) fn new(name: &str, element: Type, is_text: bool, gate: &Gate, prefix: &str) -> Self {
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
        Self { element, definition, gate: gate.clone() }
    }

    /// Returns the struct for cbindgen.
    pub(super) fn source(&self) -> TokenStream {
        self.gate.guard(&self.definition)
    }
}

/// Adds the struct that the function at a place returns. Another one of this name must have the same elements.
pub(super) fn add(
    views: &mut BTreeMap<String, ViewStruct>,
    name: String,
    view: ViewStruct,
    symbol: &str,
    place: &str,
) -> Result<(), Failure> {
    let Some(known) = views.get_mut(&name) else {
        views.insert(name, view);
        return Ok(());
    };
    known.gate.open.retain(|predicate| view.gate.open.contains(predicate));
    let spelling = |ty: &Type| ty.to_token_stream().to_string();
    if spelling(&known.element) == spelling(&view.element) {
        return Ok(());
    }
    let what = format!(
        "`{symbol}` returns a list of another type of this name: both would be `{name}` in C"
    );
    let next = "give one of the types another name by `type`, and return a slice of that name";
    Err(failure(place, what, next))
}
