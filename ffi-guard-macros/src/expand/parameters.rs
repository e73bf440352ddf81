//! The parameters of a shim: named so that a fallback can name them, moved into the guarded body whole,
//! and bound to the author's patterns there.

use super::lints;
use super::signature::Input;
use ffi_guard_syntax::convert::Conversion;
use ffi_guard_syntax::export::{Export, Parameter};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

/// The name of a parameter in the shim's signature: the author's where there is one, and where it stands for
/// the same value. What is converted has another type there, and the author's code is not to meet it.
fn name((index, parameter): (usize, &Parameter)) -> Ident {
    let generated = || format_ident!("__ffi_guard_arg{index}", span = Span::mixed_site());
    let passed_on = matches!(parameter.conversion, Conversion::AsIs);
    parameter.ident().filter(|_| passed_on).cloned().unwrap_or_else(generated)
}

/// The names of all parameters, in order.
pub(super) fn names(export: &Export) -> Vec<Ident> {
    export.parameters.iter().enumerate().map(name).collect()
}

/// As the author wrote them, with a plain name for each pattern.
pub(super) fn inputs(export: &Export) -> Vec<Input> {
    let input = |(name, Parameter { ty, lints, .. }): (Ident, &Parameter)| {
        let lints = lints.iter().map(lints::softened).collect();
        Input { lints, name, ty: ty.to_token_stream() }
    };
    names(export).into_iter().zip(&export.parameters).map(input).collect()
}

/// The statement that puts all arguments into the tuple that the guarded body gets: what stayed outside would be
/// dropped outside the catch.
pub(super) fn arguments(export: &Export) -> TokenStream {
    let names = names(export);
    let unused = names.iter().any(lints::is_marked_unused).then(lints::allow_use);
    quote_spanned!(Span::mixed_site()=> #unused let __ffi_guard_arguments = (#(#names,)*);)
}

/// Whether a parameter is a name that the body can have as it stands.
fn is_plain(parameter: &Parameter) -> bool {
    parameter.ident().is_some() && parameter.lints.is_empty()
}

/// What binds that tuple in the body: the author's names, or, where there is a pattern among them, places that `bind`
/// matches.
pub(super) fn pattern(export: &Export) -> TokenStream {
    let plain = export.parameters.iter().all(is_plain);
    let name = |(index, parameter): (usize, &Parameter)| {
        if plain { parameter.pat.to_token_stream() } else { place(index).to_token_stream() }
    };
    let names = export.parameters.iter().enumerate().map(name);
    quote_spanned!(Span::mixed_site()=> (#(#names,)*))
}

fn place(index: usize) -> Ident {
    format_ident!("__ffi_guard_place{index}", span = Span::mixed_site())
}

/// The author's body in its braces, with the author's patterns bound around it.
///
/// Names are bound by the closure around it. Patterns are those of `match` arms around the body, one in the other,
/// because that is what a function does with its parameters: they outlive the temporaries of the body's last
/// expression (which locals do not before edition 2024), items of the body cannot be seen where they are bound, and
/// all is dropped in the order in which the author's function drops it.
pub(super) fn bind(export: &Export) -> TokenStream {
    let body = export.function.block(&export.function.body);
    if export.parameters.iter().all(is_plain) {
        return body;
    }
    export.parameters.iter().enumerate().rev().fold(body, one)
}

/// The pattern binds from a place that holds the whole parameter, not from a value: what it leaves out
/// is then dropped after what it binds, and not at once. The place is made here, so that it is dropped before those of
/// the parameters in front.
fn one(inner: TokenStream, (index, parameter): (usize, &Parameter)) -> TokenStream {
    let Parameter { pat, lints, .. } = parameter;
    let place = place(index);
    quote_spanned! {Span::mixed_site()=> {
        let #place = #place;
        match #place {
            #(#lints)*
            #pat => #inner
        }
    }}
}
