//! From what was read and checked to tokens. Nothing here can fail.
//!
//! Everything generated has the span `mixed_site`: our local names cannot capture the author's, and
//! the lint `unsafe_code` does not take our attributes for the author's own.

mod answer;
mod argument;
mod block;
mod c_form;
mod c_form_parameters;
mod callback;
mod claim;
mod converted;
mod error_api;
mod ffi_type;
mod guard;
mod handle;
mod in_place;
mod library;
mod lints;
mod owners;
mod parameters;
mod passed;
pub(crate) mod placement;
mod poison;
pub(crate) mod refused;
mod root;
mod rust_form;
mod signature;
mod strings;
mod symbol;
mod unguarded;
mod unguarded_exports;
mod vecs;

#[cfg(test)]
mod tests;

use ffi_guard_syntax::export::{Export, Form};
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote_spanned;
use std::ffi::CString;
use syn::Path;

pub(crate) use block::expand as block;
pub(crate) use claim::expand as claim;
pub(crate) use ffi_type::expand as ffi_type;
pub(crate) use handle::expand as handle;
pub(crate) use library::expand as library;
pub(crate) use unguarded::expand as unguarded;

pub(crate) fn export(export: &Export) -> TokenStream {
    match &export.form {
        Form::C => c_form::expand(export),
        Form::Rust { abi } => rust_form::expand(export, abi),
        Form::Callback => callback::expand(export),
    }
}

/// The path of the module whose items generated code may name.
fn private(krate: Option<&Path>) -> TokenStream {
    match krate {
        Some(path) => quote_spanned!(Span::mixed_site()=> #path::__private::v0_1),
        None => quote_spanned!(Span::mixed_site()=> ::ffi_guard::__private::v0_1),
    }
}

/// A path of ours at a place of the author's: rustc underlines an expression from its first token on.
fn located(path: &TokenStream, at: Span) -> TokenStream {
    path.clone()
        .into_iter()
        .map(|mut token| {
            token.set_span(at.resolved_at(token.span()));
            token
        })
        .collect()
}

/// `c"symbol"`, as a token that every edition knows.
fn c_string(symbol: &str) -> Literal {
    // A symbol has no NUL: the syntax crate refuses it.
    Literal::c_string(&CString::new(symbol).unwrap_or_default())
}

/// A name of one parameter, as the runtime takes it.
fn name_of(private: &TokenStream, name: &str) -> TokenStream {
    let name = c_string(name);
    quote_spanned!(Span::mixed_site()=> #private::Name::new(#name))
}

/// The value of a check, or the end of the body with what was refused.
fn refusable(
    private: &TokenStream,
    function: &TokenStream,
    parameter: &TokenStream,
    check: &TokenStream,
) -> TokenStream {
    quote_spanned! {Span::mixed_site()=>
        match #check {
            #private::Ok(__ffi_guard_value) => __ffi_guard_value,
            #private::Err(__ffi_guard_refused) => {
                return #private::Err(#private::refuse(#function, #parameter, &__ffi_guard_refused));
            }
        }
    }
}

/// The value of what C is to own, or the end of the body with why there is none; `unused` is dropped then.
fn refusable_with(
    private: &TokenStream,
    function: &TokenStream,
    give: &TokenStream,
    unused: &[TokenStream],
) -> TokenStream {
    let (site, code) =
        (Span::mixed_site(), quote_spanned!(Span::mixed_site()=> #private::Option::None));
    let failed = failed_with(private, function, &TokenStream::new(), &code, unused);
    quote_spanned! {site=>
        match #give {
            #private::Ok(__ffi_guard_value) => __ffi_guard_value,
            #private::Err(__ffi_guard_error) => {
                return #private::Err(#failed);
            }
        }
    }
}

/// Records `__ffi_guard_error` as the call's failure, once it and the values in `unused` are dropped.
fn failed_with(
    private: &TokenStream,
    function: &TokenStream,
    error: &TokenStream,
    code: &TokenStream,
    unused: &[TokenStream],
) -> TokenStream {
    let site = Span::mixed_site();
    if unused.is_empty() {
        return quote_spanned!(site=> #private::failed_with #error (#function, __ffi_guard_error, #code));
    }
    let drops = unused
        .iter()
        .map(|value| quote_spanned!(site=> #private::drop_recorded(#function, #value);));
    quote_spanned!(site=> {
        #private::failed_with_unused #error (
            #function, #private::MaybeDangling::new(__ffi_guard_error), #code, || { #(#drops)* },
        )
    })
}
