//! The guard itself: the body in a catch, and the one call that the cold path is.

use super::{poison, private, symbol};
use ffi_guard_syntax::arguments::OnPanic;
use ffi_guard_syntax::export::{Export, Form};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, ReturnType, Token, Type};

/// `match catch_unwind(body) { Ok(value) => value, Err(payload) => record and fall back }`, where `body`
/// is a block. For the braces of a function, as `no_cancel` puts a local before it.
pub(super) fn guard(export: &Export, body: &TokenStream) -> TokenStream {
    let private = private(export.krate.as_ref());
    if let Some(state) = &export.poison {
        return poison::guard(export, &private, state, body);
    }
    let ty = return_type(export);
    let recover = recover(export, &private, &ty);
    let around = around(export, &private);
    let caught = caught(export, &private, &ty, body);
    quote_spanned! {Span::mixed_site()=>
        #around
        match #caught {
            #private::Ok(__ffi_guard_value) => __ffi_guard_value,
            #private::Err(__ffi_guard_payload) => { #recover }
        }
    }
}

/// What stands around the whole `match`.
pub(super) fn around(export: &Export, private: &TokenStream) -> TokenStream {
    let no_cancel = export.no_cancel.then(|| no_cancel(private));
    quote_spanned!(Span::mixed_site()=> #no_cancel)
}

/// What comes of a body, which is a block: its value, of type `ty`, or the payload of its panic.
pub(super) fn caught(
    export: &Export,
    private: &TokenStream,
    ty: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let caught = quote_spanned! {Span::mixed_site()=>
        #private::catch_unwind(#private::AssertUnwindSafe(move || -> #ty #body))
    };
    tracked(export, private, &caught)
}

/// A local around the whole `match`: dropped last, so after the recorder and the fallback. The parameters
/// are dropped before it, as the body takes all of them.
fn no_cancel(private: &TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> let __ffi_guard_no_cancel = #private::no_cancel!();)
}

/// `call` as it is, unless the runtime's feature `track-frames` is on. Inside `no_cancel`: the observers, whom
/// it may tell, are not to be cancelled.
fn tracked(export: &Export, private: &TokenStream, call: &TokenStream) -> TokenStream {
    let name = symbol::name(private, &export.symbol);
    quote_spanned!(Span::mixed_site()=> #private::tracked!(#name, #call))
}

/// The gate against `panic = "abort"`.
pub(super) fn gate(export: &Export) -> TokenStream {
    let private = private(export.krate.as_ref());
    quote_spanned!(Span::mixed_site()=> #private::require_unwind! {})
}

/// The gate, and the record of the shim.
pub(super) fn record(export: &Export) -> TokenStream {
    let private = private(export.krate.as_ref());
    let gate = gate(export);
    let record = symbol::record(&private, &export.symbol);
    quote_spanned! {Span::mixed_site()=>
        #gate
        #record
    }
}

/// Where a caught panic goes, as a type of the runtime.
fn destination(export: &Export, private: &TokenStream) -> TokenStream {
    match export.form {
        Form::C | Form::Rust { .. } => quote_spanned!(Span::mixed_site()=> #private::LastError),
        Form::Callback => quote_spanned!(Span::mixed_site()=> #private::SurroundingScope),
    }
}

pub(super) fn return_type(export: &Export) -> TokenStream {
    match &export.function.sig.output {
        ReturnType::Default => quote_spanned!(Span::mixed_site()=> ()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    }
}

/// What the `Err` arm does with the payload.
fn recover(export: &Export, private: &TokenStream, ty: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    let name = symbol::name(private, &export.symbol);
    let destination = destination(export, private);
    match &export.on_panic {
        // In a `let`, where rustc sets the value of a wrong type against the return type, and not against
        // the signature of `record`.
        OnPanic::Plain(value) => quote_spanned! {site=>
            let __ffi_guard_value: #ty = #value;
            #private::record::<#destination, _>(#name, __ffi_guard_payload, __ffi_guard_value)
        },
        // For the compiler to evaluate: a coercion to the return type could call the author's `Deref`.
        OnPanic::Constant(value) => quote_spanned! {site=>
            let __ffi_guard_value: #ty = const { #value };
            #private::record::<#destination, _>(#name, __ffi_guard_payload, __ffi_guard_value)
        },
        OnPanic::Default => {
            // At the type, where rustc is to say that it has no fallback.
            let at = site.located_at(type_span(&export.function.sig.output));
            quote_spanned!(at=> #private::recover_default::<#destination, #ty>(#name, __ffi_guard_payload))
        }
        OnPanic::Expression(value) => {
            let closure = closure_around(value, ty);
            quote_spanned!(site=> #private::recover::<#destination, #ty, _>(#name, __ffi_guard_payload, #closure))
        }
        OnPanic::Closure(closure) => {
            let closure = moving(closure);
            quote_spanned!(site=> #private::recover::<#destination, #ty, _>(#name, __ffi_guard_payload, #closure))
        }
        OnPanic::Abort(_) => {
            quote_spanned!(site=> #private::abort(#name, __ffi_guard_payload))
        }
        // Refused where there is no `Result`, which is converted.
        OnPanic::Status { .. } => TokenStream::new(),
    }
}

pub(super) fn type_span(output: &ReturnType) -> Span {
    match output {
        ReturnType::Default => Span::call_site(),
        ReturnType::Type(_, ty) => Type::span(ty),
    }
}

/// At the expression, where rustc is to say that a parameter was moved into the body.
pub(super) fn closure_around(value: &Expr, ty: &TokenStream) -> TokenStream {
    let at = Span::mixed_site().located_at(value.span());
    quote_spanned!(at=> move |_| -> #ty { #value })
}

/// Captures by value: a reference would keep the parameter in memory on the happy path.
pub(super) fn moving(closure: &ExprClosure) -> ExprClosure {
    let span = closure.inputs_begin.span;
    ExprClosure { capture: Some(Token![move](span)), ..closure.clone() }
}
