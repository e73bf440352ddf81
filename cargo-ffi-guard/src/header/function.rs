//! A function or a static that cbindgen is given, and the errors about it.

use super::conditions::Gate;
use super::flat::{Problem, Uses};
use super::rust_text::ident;
use super::words;
use crate::failure::Failure;
use proc_macro2::TokenStream;
use quote::quote;
use std::path::Path;
use syn::ext::IdentExt;
use syn::{Pat, Type};

/// A function or a static that cbindgen is given.
pub(super) struct Function {
    pub(super) symbol: String,
    pub(super) source: TokenStream,
    pub(super) gate: Gate,
    pub(super) uses: Uses,
    /// `file:line:column`. Empty for the exports of `ffi_library!` and of the derives.
    pub(super) place: String,
    pub(super) is_rust_form: bool,
}

impl Function {
    /// Returns a function that each build of the library has.
    pub(super) fn of_library(symbol: String, source: TokenStream) -> Self {
        let (gate, uses, place) = (Gate::default(), Uses::default(), String::new());
        Self { symbol, source, gate, uses, place, is_rust_form: true }
    }
}

/// The parameters of a C function.
#[derive(Default)]
pub(super) struct Parameters {
    /// Empty for a pattern that is not a name.
    names: Vec<String>,
    types: Vec<Type>,
}

impl Parameters {
    pub(super) fn push(&mut self, pattern: &Pat, ty: Type) {
        self.names.push(match pattern {
            Pat::Ident(name) => name.ident.unraw().to_string(),
            _ => String::new(),
        });
        self.types.push(ty);
    }

    /// Returns them as Rust, with distinct names that C accepts.
    pub(super) fn declared(self) -> Vec<TokenStream> {
        let names = words::in_c(&self.names);
        let parameters = names.iter().zip(self.types).map(|(name, ty)| match name.as_str() {
            "" => quote!(_: #ty),
            name => {
                let name = ident(name);
                quote!(#name: #ty)
            }
        });
        parameters.collect()
    }
}

/// Returns an error at a place. The functions of the library itself have no place.
pub(super) fn failure(place: &str, what: String, next: impl Into<String>) -> Failure {
    if place.is_empty() {
        Failure::new(what, next)
    } else {
        Failure::at(Path::new(place), what, next)
    }
}

/// Returns the error for a function that C cannot declare.
pub(super) fn refused(symbol: &str, place: &str, problem: &Problem) -> Failure {
    let what = format!("C cannot declare `{symbol}`: {}", problem.what);
    failure(place, what, problem.next.clone())
}
