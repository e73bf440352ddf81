//! The value that C gets after a failure, in both forms: as part of the call that catches, where a panic is the only
//! failure, and after a failure of any kind.

use super::Expander;
use super::point::{Body, Point};
use ffi_guard_syntax::model::{Fallback, OnFailure};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprClosure, ReturnType, Token, Type};

impl Expander<'_> {
    /// Emits the value of a function that returns `ty`, at the end of its block.
    pub(super) fn emit_fallback(
        &self,
        fallback: &Fallback,
        ty: &TokenStream,
        point: &Point<'_>,
    ) -> TokenStream {
        match fallback {
            Fallback::Plain(value) => self.emit_value(&value.to_token_stream(), ty, point),
            // Evaluated at compile time: a coercion to the return type could call the author's `Deref`.
            Fallback::Constant(value) => self.emit_value(&tokens!(const { #value }), ty, point),
            Fallback::Default => self.emit_default(ty, point),
            Fallback::Expression(value) => {
                self.emit_computed(&closure_around(value, ty), ty, point)
            }
            Fallback::Closure(closure) => self.emit_computed(&moving(closure), ty, point),
            Fallback::Abort => self.emit_abort(point),
        }
    }

    /// Emits the fallback or the status after the failure in `__ffi_guard_failed`.
    pub(super) fn emit_on_failure(&self, on_failure: &OnFailure, ty: &TokenStream) -> TokenStream {
        let private = &self.private;
        match on_failure {
            OnFailure::Fallback(fallback) => self.emit_fallback(fallback, ty, &Point::AfterFailure),
            OnFailure::Status(None) => tokens!(#private::status(__ffi_guard_failed)),
            OnFailure::Status(Some(ty)) => {
                let at = Span::mixed_site().located_at(ty.span());
                quote_spanned!(at=> #private::status_of::<#ty>(__ffi_guard_failed))
            }
        }
    }

    /// Emits a value that exists before the call. In a `let`, rustc compares a wrong type with the return type, not with
    /// the signature of `catch_or`.
    fn emit_value(&self, value: &TokenStream, ty: &TokenStream, point: &Point<'_>) -> TokenStream {
        let Self { private, function, .. } = self;
        let value = tokens!(let __ffi_guard_value: #ty = #value;);
        match point {
            Point::Body(body) => {
                let destination = self.destination();
                tokens! {
                    #value
                    #private::catch_or::<#destination, _, _>(
                        #function, #body, __ffi_guard_arguments, __ffi_guard_value,
                    )
                }
            }
            Point::AfterFailure => {
                tokens!(let _ = __ffi_guard_failed; #value __ffi_guard_value)
            }
        }
    }

    /// Emits the type's own fallback, at the type, where rustc reports that it has none.
    fn emit_default(&self, ty: &TokenStream, point: &Point<'_>) -> TokenStream {
        let Self { private, function, .. } = self;
        let at = match &self.export.function.sig.output {
            ReturnType::Default => Span::call_site(),
            ReturnType::Type(_, ty) => Type::span(ty),
        };
        let at = Span::mixed_site().located_at(at);
        match point {
            Point::Body(body) => {
                let destination = self.destination();
                let call = quote_spanned!(at=> #private::catch_or_default::<#destination, _, #ty>);
                tokens!(#call (#function, #body, __ffi_guard_arguments))
            }
            Point::AfterFailure => {
                quote_spanned!(at=> #private::default_fallback::<#ty>(__ffi_guard_failed))
            }
        }
    }

    /// Emits a value that a closure of the author's computes from the error.
    fn emit_computed(
        &self,
        closure: &TokenStream,
        ty: &TokenStream,
        point: &Point<'_>,
    ) -> TokenStream {
        let Self { private, function, .. } = self;
        match point {
            Point::Body(body) => {
                let destination = self.destination();
                let recover = tokens! {
                    #private::recover::<#destination, #ty, _>(#function, __ffi_guard_payload, #closure)
                };
                self.emit_match(body, &recover)
            }
            Point::AfterFailure => {
                tokens!(#private::compute_fallback::<#ty, _>(__ffi_guard_failed, #closure))
            }
        }
    }

    fn emit_abort(&self, point: &Point<'_>) -> TokenStream {
        let Self { private, function, .. } = self;
        match point {
            Point::Body(body) => {
                let abort = tokens!(#private::abort(#function, __ffi_guard_payload));
                self.emit_match(body, &abort)
            }
            Point::AfterFailure => tokens!(#private::fail_abort(__ffi_guard_failed)),
        }
    }

    /// Emits the value of the body, or `of_payload`.
    fn emit_match(&self, body: &Body<'_>, of_payload: &TokenStream) -> TokenStream {
        let (private, caught) = (&self.private, self.caught(body));
        tokens! {
            match #caught {
                #private::Ok(__ffi_guard_value) => __ffi_guard_value,
                #private::Err(__ffi_guard_payload) => { #of_payload }
            }
        }
    }
}

/// Returns a closure at the expression, where rustc reports that a parameter was moved into the body.
fn closure_around(value: &Expr, ty: &TokenStream) -> TokenStream {
    let at = Span::mixed_site().located_at(value.span());
    quote_spanned!(at=> move |_| -> #ty { #value })
}

/// Returns a closure that captures by value: a reference would keep the parameter in memory on the path without a panic.
fn moving(closure: &ExprClosure) -> TokenStream {
    let span = closure.inputs_begin.span;
    ExprClosure { capture: Some(Token![move](span)), ..closure.clone() }.into_token_stream()
}
