//! The parameters of a function that is guarded in place, or of a shim. They have names, which a fallback can use, are
//! moved into the guarded body, and are bound to the author's patterns there.

use super::lints;
use super::signature::Input;
use ffi_guard_syntax::model::{Conversion, Export, Parameter};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};

/// Returns the name of a parameter in the signature: the author's, unless there is none, or the parameter is converted.
/// The author's code must not use an unconverted value by the name of the converted one.
fn name((index, parameter): (usize, &Parameter)) -> Ident {
    let generated = || format_ident!("__ffi_guard_arg{index}", span = Span::mixed_site());
    let is_unconverted = matches!(parameter.conversion, Conversion::Unconverted);
    parameter.ident().filter(|_| is_unconverted).cloned().unwrap_or_else(generated)
}

/// Returns the names of all parameters, in order.
pub(super) fn names(export: &Export) -> Vec<Ident> {
    export.parameters.iter().enumerate().map(name).collect()
}

/// Returns the parameters as the author wrote them, with a name for each pattern.
pub(super) fn inputs(export: &Export) -> Vec<Input> {
    let input = |(name, Parameter { ty, lints, .. }): (Ident, &Parameter)| {
        let lints = lints.iter().map(lints::softened).collect();
        Input { lints, name, ty: ty.to_token_stream() }
    };
    names(export).into_iter().zip(&export.parameters).map(input).collect()
}

/// Emits the tuple of all arguments for the guarded body. An argument outside of it would be dropped outside of the
/// catch.
pub(super) fn arguments(export: &Export) -> TokenStream {
    let names = names(export);
    let unused = names.iter().any(lints::is_marked_unused).then(lints::allow_use);
    tokens!(#unused let __ffi_guard_arguments = (#(#names,)*);)
}

/// Returns whether a parameter is a name without lint levels, which the closure can bind.
fn is_plain(parameter: &Parameter) -> bool {
    parameter.ident().is_some() && parameter.lints.is_empty()
}

/// Returns the pattern of that tuple in the body: the author's names, or, if there is a pattern among them, places that
/// `bind` matches.
pub(super) fn pattern(export: &Export) -> TokenStream {
    let plain = export.parameters.iter().all(is_plain);
    let name = |(index, parameter): (usize, &Parameter)| {
        if plain { parameter.pat.to_token_stream() } else { place(index).to_token_stream() }
    };
    let names = export.parameters.iter().enumerate().map(name);
    tokens!((#(#names,)*))
}

fn place(index: usize) -> Ident {
    format_ident!("__ffi_guard_place{index}", span = Span::mixed_site())
}

/// Returns the author's body in its braces, with the author's patterns bound around it.
///
/// The closure binds names. Patterns are bound by nested `match` arms around the body, which is how a function treats its
/// parameters: they outlive the temporaries of the body's last expression (locals do not before edition 2024), the
/// patterns do not see the items of the body, and the drop order does not change.
pub(super) fn bind(export: &Export) -> TokenStream {
    let body = export.function.block(&export.function.body);
    if export.parameters.iter().all(is_plain) {
        return body;
    }
    export.parameters.iter().enumerate().rev().fold(body, one)
}

/// Binds one pattern. It binds from a place with the whole parameter, not from a value: the parts without a binding are
/// then dropped after the bindings, not at once. The place is declared here, so that it is dropped before the places of
/// earlier parameters.
fn one(inner: TokenStream, (index, parameter): (usize, &Parameter)) -> TokenStream {
    let Parameter { pat, lints, .. } = parameter;
    let place = place(index);
    tokens! { {
        let #place = #place;
        match #place {
            #(#lints)*
            #pat => #inner
        }
    }}
}
