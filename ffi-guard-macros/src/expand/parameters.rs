//! The parameters of a shim: named so that a fallback can name them, moved into the guarded body whole,
//! and bound to the author's patterns there.

use super::lints;
use ffi_guard_syntax::export::{Export, Parameter};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::{FnArg, Signature, parse_quote};

/// The name of a parameter in the shim's signature: the author's where there is one.
fn name((index, parameter): (usize, &Parameter)) -> Ident {
    let generated = || format_ident!("__ffi_guard_arg{index}", span = Span::mixed_site());
    parameter.ident().cloned().unwrap_or_else(generated)
}

/// The names of all parameters, in order.
pub(super) fn names(export: &Export) -> Vec<Ident> {
    export.parameters.iter().enumerate().map(name).collect()
}

/// The author's signature with a plain name for each pattern.
pub(super) fn signature(export: &Export) -> Signature {
    let arguments = names(export).into_iter().zip(&export.parameters);
    Signature {
        inputs: arguments
            .map(|(name, Parameter { ty, lints, .. })| -> FnArg {
                let lints = lints.iter().map(lints::softened);
                parse_quote!(#(#lints)* #name: #ty)
            })
            .collect(),
        ..export.function.sig.clone()
    }
}

/// Binds the author's patterns inside the guarded body.
///
/// Every parameter is moved in, used or not: one that stayed outside would be dropped outside the catch.
/// The order is the one in which a function binds its parameters, so that all is dropped in the order in
/// which the author's function drops it.
pub(super) fn bind(export: &Export) -> TokenStream {
    names(export)
        .iter()
        .zip(&export.parameters)
        .map(|(name, parameter)| one(name, parameter))
        .collect()
}

/// A pattern binds from a place that holds the whole parameter, not from a value: what it leaves out
/// is then dropped after what it binds, and not at once.
fn one(name: &Ident, parameter: &Parameter) -> TokenStream {
    let Parameter { pat, lints, .. } = parameter;
    let site = Span::mixed_site();
    let place = parameter.ident().is_none().then(|| quote_spanned!(site=> let #name = #name;));
    let unused =
        parameter.ident().filter(|name| lints::is_marked_unused(name)).map(|_| lints::allow_use());
    quote_spanned! {site=>
        #place
        #(#lints)*
        #unused
        let #pat = #name;
    }
}
