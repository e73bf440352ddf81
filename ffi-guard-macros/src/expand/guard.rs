//! The guard itself: the body in a catch, and the one call that the cold path is.

use super::{parameters, poison, private, symbol};
use ffi_guard_syntax::arguments::OnPanic;
use ffi_guard_syntax::export::{Export, Form};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, ReturnType, Token, Type};

/// The call of the runtime that runs `block` in a catch, with the arguments bound by `pattern`, and falls back. For the
/// braces of a function, as locals stand before it.
pub(super) fn guard(export: &Export, pattern: &TokenStream, block: &TokenStream) -> TokenStream {
    let private = private(export.krate.as_ref());
    let body = Body { pattern, ty: &return_type(export), block };
    if let Some(state) = &export.poison {
        return poison::guard(export, &private, state, &body);
    }
    let around = around(export, &private);
    let arguments = parameters::arguments(export);
    let fall_back = fall_back(export, &private, &body);
    quote_spanned! {Span::mixed_site()=>
        #around
        #arguments
        #fall_back
    }
}

/// A guarded body, as a closure that captures nothing.
pub(super) struct Body<'e> {
    /// What its arguments, a tuple, are bound to.
    pub(super) pattern: &'e TokenStream,
    pub(super) ty: &'e TokenStream,
    pub(super) block: &'e TokenStream,
}

impl ToTokens for Body<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { pattern, ty, block } = self;
        tokens.extend(quote_spanned!(Span::mixed_site()=> |#pattern| -> #ty #block));
    }
}

/// What stands around the whole `match`.
pub(super) fn around(export: &Export, private: &TokenStream) -> TokenStream {
    let no_cancel = export.no_cancel.then(|| no_cancel(private));
    quote_spanned!(Span::mixed_site()=> #no_cancel)
}

/// What comes of a body: its value, or the payload of its panic.
pub(super) fn caught(export: &Export, private: &TokenStream, body: &Body<'_>) -> TokenStream {
    let name = symbol::name(private, &export.symbol);
    quote_spanned!(Span::mixed_site()=> #private::caught(#name, #body, __ffi_guard_arguments))
}

/// A local around the whole `match`: dropped last, so after the recorder and the fallback. The parameters
/// are dropped before it, as the body takes all of them.
fn no_cancel(private: &TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> let __ffi_guard_no_cancel = #private::no_cancel!();)
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
    let record = symbol::record(&private, &export.symbol, true);
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

/// The value of the body, or what stands for it.
fn fall_back(export: &Export, private: &TokenStream, body: &Body<'_>) -> TokenStream {
    let site = Span::mixed_site();
    let (name, destination) = (symbol::name(private, &export.symbol), destination(export, private));
    let ty = body.ty;
    let guarded = quote_spanned! {site=>
        #private::guarded::<#destination, _, _>(
            #name, #body, __ffi_guard_arguments, __ffi_guard_value,
        )
    };
    match &export.on_panic {
        // In a `let`, where rustc sets the value of a wrong type against the return type, and not against
        // the signature of `guarded`.
        OnPanic::Plain(value) => quote_spanned! {site=>
            let __ffi_guard_value: #ty = #value;
            #guarded
        },
        // For the compiler to evaluate: a coercion to the return type could call the author's `Deref`.
        OnPanic::Constant(value) => quote_spanned! {site=>
            let __ffi_guard_value: #ty = const { #value };
            #guarded
        },
        OnPanic::Default => {
            // At the type, where rustc is to say that it has no fallback.
            let at = site.located_at(type_span(&export.function.sig.output));
            let call = quote_spanned!(at=> #private::guarded_default::<#destination, _, #ty>);
            quote_spanned!(site=> #call (#name, #body, __ffi_guard_arguments))
        }
        _ => recovered(export, private, body, &recover(export, private, ty)),
    }
}

/// A catch whose payload goes to what the author wrote.
fn recovered(
    export: &Export,
    private: &TokenStream,
    body: &Body<'_>,
    recover: &TokenStream,
) -> TokenStream {
    let caught = caught(export, private, body);
    quote_spanned! {Span::mixed_site()=>
        match #caught {
            #private::Ok(__ffi_guard_value) => __ffi_guard_value,
            #private::Err(__ffi_guard_payload) => { #recover }
        }
    }
}

/// What becomes of the payload where the author's own code answers, or nothing does.
fn recover(export: &Export, private: &TokenStream, ty: &TokenStream) -> TokenStream {
    let site = Span::mixed_site();
    let (name, destination) = (symbol::name(private, &export.symbol), destination(export, private));
    let closure = match &export.on_panic {
        OnPanic::Expression(value) => closure_around(value, ty),
        OnPanic::Closure(closure) => moving(closure).into_token_stream(),
        OnPanic::Abort(_) => {
            return quote_spanned!(site=> #private::abort(#name, __ffi_guard_payload));
        }
        // Those that `fall_back` answers for; a status is refused where there is no `Result`, which is converted.
        OnPanic::Plain(_) | OnPanic::Constant(_) | OnPanic::Default | OnPanic::Status { .. } => {
            return TokenStream::new();
        }
    };
    quote_spanned! {site=>
        #private::recover::<#destination, #ty, _>(#name, __ffi_guard_payload, #closure)
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
