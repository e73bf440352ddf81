//! The author's function where it stands, with its body guarded.

use super::{converted, guard, lints, parameters, passed, poison, private, signature};
use ffi_guard_syntax::arguments::OnPanic;
use ffi_guard_syntax::export::{Export, Form};
use ffi_guard_syntax::symbol::{self, Symbol};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use std::env;
use syn::{Lifetime, Signature};

/// `attributes` are those that the function is to have, and `prologue` is what stands before its guard.
pub(super) fn expand(
    export: &Export,
    attributes: &TokenStream,
    prologue: &TokenStream,
) -> TokenStream {
    let guarded = guarded(export, attributes, prologue);
    // `cargo clippy` sets the variable for all its compilers. Other builds do not pay for the second expansion.
    if env::var_os("CLIPPY_ARGS").is_none() {
        return guarded;
    }
    // Clippy sets the `cfg` only for the crates that it lints.
    let as_written = as_written(export, attributes, prologue);
    quote_spanned! {Span::mixed_site()=>
        #[cfg(not(clippy))]
        #guarded
        #[cfg(clippy)]
        #as_written
    }
}

/// Returns the author's signature. If the name is the symbol, as in `Java_Main_run`, it gets the span of the expansion:
/// rustc exempts `no_mangle` functions from `non_snake_case`, but not functions with an `export_name`.
fn author(export: &Export) -> Signature {
    let mut sig = export.function.sig.clone();
    let name = symbol::of_ident(&sig.ident);
    if matches!(export.form, Form::C) && export.symbol == Symbol::Whole(name) {
        sig.ident.set_span(Span::mixed_site().located_at(sig.ident.span()));
    }
    sig
}

fn guarded(export: &Export, attributes: &TokenStream, prologue: &TokenStream) -> TokenStream {
    let sig = signature::of(&author(export), &parameters::inputs(export));
    let guarded = guard::guard(export, &parameters::pattern(export), &parameters::bind(export));
    let passed = passed::in_place(export);
    let block = quote_spanned!(Span::mixed_site()=> #passed #prologue #guarded);
    function(export, attributes, &sig, &export.function.block(&block))
}

/// Returns the function for clippy, with the body unguarded in its place: some lints follow a parameter into the body.
/// The fallback is kept, so that it is type-checked and the items it names count as used.
fn as_written(export: &Export, attributes: &TokenStream, prologue: &TokenStream) -> TokenStream {
    let (passed, after_failure) = (passed::in_place(export), after_failure(export));
    // The inner braces keep the body's items ahead of the body's statements. The label avoids `unused_braces`.
    let body = export.function.block(&export.function.body);
    let label = Lifetime::new("'__ffi_guard_body", export.function.braces.span.open());
    let inner = quote_spanned! {Span::mixed_site()=>
        #passed
        #prologue
        #after_failure
        #label: #body
    };
    let sig = author(export).to_token_stream();
    let levels = lints::allow_in_place(export);
    let attributes = &quote_spanned!(Span::mixed_site()=> #levels #attributes);
    function(export, attributes, &sig, &export.function.block(&inner))
}

/// Returns the code that runs after a failure, type-checked but never executed.
fn after_failure(export: &Export) -> Option<TokenStream> {
    let (private, ty) = (private(export.krate.as_ref()), guard::return_type(export));
    let state = export.poison.as_ref().map(|state| poison::state(&private, state));
    let names_nothing = match export.on_panic {
        OnPanic::Abort(_) => true,
        OnPanic::Default => export.answer.is_empty(),
        _ => false,
    };
    let fall_back = (!names_nothing).then(|| {
        let fall_back = converted::fall_back(export, &private, &ty);
        // Clippy looks for the `SAFETY` comment of an unsafe fallback in the function, and not in the attribute.
        quote_spanned! {Span::mixed_site()=>
            #[allow(clippy::undocumented_unsafe_blocks)]
            let _: #ty = { #fall_back };
        }
    });
    (state.is_some() || fall_back.is_some()).then(|| {
        quote_spanned! {Span::mixed_site()=>
            if let #private::Option::Some(__ffi_guard_failed) = #private::never_failed() {
                #state
                #fall_back
            }
        }
    })
}

fn function(
    export: &Export,
    attributes: &TokenStream,
    sig: &TokenStream,
    block: &TokenStream,
) -> TokenStream {
    let vis = &export.function.vis;
    // The lint level stands before the author's attributes, so that theirs wins.
    quote_spanned! {Span::mixed_site()=>
        #[deny(improper_ctypes_definitions)]
        #attributes
        #vis #sig #block
    }
}
