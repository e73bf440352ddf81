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

/// What stands around the catch, and what follows it.
pub(super) fn around(export: &Export, private: &TokenStream) -> TokenStream {
    let no_cancel = export.no_cancel.then(|| no_cancel(private));
    quote_spanned!(Span::mixed_site()=> #no_cancel)
}

/// What comes of a body: its value, or the payload of its panic.
pub(super) fn caught(export: &Export, private: &TokenStream, body: &Body<'_>) -> TokenStream {
    let name = symbol::name(private, &export.symbol);
    quote_spanned!(Span::mixed_site()=> #private::catch(#name, #body, __ffi_guard_arguments))
}

/// A local around all of that: dropped last, so after the recorder and the fallback. The parameters
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
    let (site, ty) = (Span::mixed_site(), body.ty);
    match &export.on_panic {
        OnPanic::Plain(value) => guarded(export, private, body, value),
        // For the compiler to evaluate: a coercion to the return type could call the author's `Deref`.
        OnPanic::Constant(value) => {
            guarded(export, private, body, &quote_spanned!(site=> const { #value }))
        }
        OnPanic::Default => guarded_default(export, private, body),
        OnPanic::Expression(value) => recovered(export, private, body, &closure_around(value, ty)),
        OnPanic::Closure(closure) => recovered(export, private, body, &moving(closure)),
        OnPanic::Abort(_) => aborted(export, private, body),
        // Refused where there is no `Result`, which is converted.
        OnPanic::Status { .. } => TokenStream::new(),
    }
}

/// A value that is there before the call: in a `let`, where rustc sets one of a wrong type against the return type, and
/// not against the signature of `guarded`.
fn guarded(
    export: &Export,
    private: &TokenStream,
    body: &Body<'_>,
    value: &impl ToTokens,
) -> TokenStream {
    let (name, destination) = (symbol::name(private, &export.symbol), destination(export, private));
    let ty = body.ty;
    quote_spanned! {Span::mixed_site()=>
        let __ffi_guard_value: #ty = #value;
        #private::catch_or::<#destination, _, _>(
            #name, #body, __ffi_guard_arguments, __ffi_guard_value,
        )
    }
}

/// At the type, where rustc is to say that it has no fallback.
fn guarded_default(export: &Export, private: &TokenStream, body: &Body<'_>) -> TokenStream {
    let (name, destination) = (symbol::name(private, &export.symbol), destination(export, private));
    let (site, ty) = (Span::mixed_site(), body.ty);
    let at = site.located_at(type_span(&export.function.sig.output));
    let call = quote_spanned!(at=> #private::catch_or_default::<#destination, _, #ty>);
    quote_spanned!(site=> #call (#name, #body, __ffi_guard_arguments))
}

/// A closure of the author's answers for the payload.
fn recovered(
    export: &Export,
    private: &TokenStream,
    body: &Body<'_>,
    closure: &impl ToTokens,
) -> TokenStream {
    let (name, destination) = (symbol::name(private, &export.symbol), destination(export, private));
    let ty = body.ty;
    let recover = quote_spanned! {Span::mixed_site()=>
        #private::recover::<#destination, #ty, _>(#name, __ffi_guard_payload, #closure)
    };
    matched(export, private, body, &recover)
}

fn aborted(export: &Export, private: &TokenStream, body: &Body<'_>) -> TokenStream {
    let name = symbol::name(private, &export.symbol);
    let abort = quote_spanned!(Span::mixed_site()=> #private::abort(#name, __ffi_guard_payload));
    matched(export, private, body, &abort)
}

/// The value, or what becomes of the payload.
fn matched(
    export: &Export,
    private: &TokenStream,
    body: &Body<'_>,
    of_payload: &TokenStream,
) -> TokenStream {
    let caught = caught(export, private, body);
    quote_spanned! {Span::mixed_site()=>
        match #caught {
            #private::Ok(__ffi_guard_value) => __ffi_guard_value,
            #private::Err(__ffi_guard_payload) => { #of_payload }
        }
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
