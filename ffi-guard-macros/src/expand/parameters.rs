//! The parameters of a shim: named so that a fallback can name them, moved into the guarded body whole,
//! and bound to the author's patterns there.

use super::lints;
use ffi_guard_syntax::convert::Conversion;
use ffi_guard_syntax::export::{Export, Parameter};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::{FnArg, Signature, parse_quote};

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

/// The body in its braces, with the author's patterns bound around it.
///
/// Every parameter is moved in, used or not: one that stayed outside would be dropped outside the catch.
/// The bindings are those of `match` arms around the body, one in the other, because that is what a
/// function does with its parameters: they outlive the temporaries of the body's last expression (which
/// locals do not before edition 2024), items of the body cannot be seen where they are bound, and all is
/// dropped in the order in which the author's function drops it.
pub(super) fn bind(export: &Export) -> TokenStream {
    let body = export.function.block(&export.function.body);
    names(export)
        .iter()
        .zip(&export.parameters)
        .enumerate()
        .rev()
        .fold(body, |inner, (index, (name, parameter))| one(index, name, parameter, &inner))
}

/// The pattern binds from a place that holds the whole parameter, not from a value: what it leaves out
/// is then dropped after what it binds, and not at once.
fn one(index: usize, name: &Ident, parameter: &Parameter, inner: &TokenStream) -> TokenStream {
    let Parameter { pat, lints, .. } = parameter;
    let site = Span::mixed_site();
    let place = format_ident!("__ffi_guard_place{index}", span = site);
    let unused =
        parameter.ident().filter(|name| lints::is_marked_unused(name)).map(|_| lints::allow_use());
    quote_spanned! {site=> {
        #unused
        let #place = #name;
        match #place {
            #(#lints)*
            #pat => #inner
        }
    }}
}
