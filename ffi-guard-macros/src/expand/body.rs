//! The statements around the catch of a body.

use super::point::{Body, Point};
use super::{Expander, describe, parameters, symbol};
use ffi_guard_syntax::model::{Fallback, Form};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ReturnType;

impl Expander<'_> {
    /// Returns the block of a function whose arguments and result are not converted.
    pub(super) fn emit_guard(
        &self,
        fallback: &Fallback,
        pattern: &TokenStream,
        block: &TokenStream,
    ) -> TokenStream {
        let body = Body { pattern, ty: &self.return_type(), block };
        if let Some(state) = &self.export.poison {
            return self.emit_poisonable_guard(state, fallback, &body);
        }
        let (no_cancel, arguments) = (self.emit_no_cancel(), parameters::arguments(self.export));
        let guarded = self.emit_fallback(fallback, body.ty, &Point::Body(&body));
        tokens!(#no_cancel #arguments #guarded)
    }

    /// Returns the block of a function whose body returns an `Outcome`: it ends with a success, or with a failure and
    /// the fallback.
    pub(super) fn emit_fallible(
        &self,
        arguments: &TokenStream,
        body: &Body<'_>,
        success: &TokenStream,
        fallback: &TokenStream,
    ) -> TokenStream {
        let Self { private, function, .. } = self;
        let (no_cancel, caught) = (self.emit_no_cancel(), self.caught(body));
        tokens! {
            #no_cancel
            #arguments
            let __ffi_guard_failed = match #caught {
                #private::Ok(#private::Ok(__ffi_guard_value)) => #success,
                #private::Ok(#private::Err(__ffi_guard_failed)) => __ffi_guard_failed,
                #private::Err(__ffi_guard_payload) => #private::panicked(#function, __ffi_guard_payload),
            };
            #fallback
        }
    }

    /// Returns the call of a body in a catch: a `Result` of its value and the payload of its panic.
    pub(super) fn caught(&self, body: &Body<'_>) -> TokenStream {
        let Self { private, function, .. } = self;
        tokens!(#private::catch(#function, #body, __ffi_guard_arguments))
    }

    /// Emits a local that defers cancellation. It is declared first, so that it is dropped last.
    fn emit_no_cancel(&self) -> Option<TokenStream> {
        let private = &self.private;
        self.export.no_cancel.then(|| tokens!(let __ffi_guard_no_cancel = #private::no_cancel!();))
    }

    /// Emits the check that panics unwind, instead of `panic = "abort"`.
    pub(super) fn emit_require_unwind(&self) -> TokenStream {
        let private = &self.private;
        tokens!(#private::require_unwind! {})
    }

    /// Emits that check, and the record of the export.
    pub(super) fn emit_record(&self) -> TokenStream {
        let require_unwind = self.emit_require_unwind();
        let record = symbol::record(&self.private, &self.export.symbol, symbol::Origin::Guard);
        let description = describe::export(self);
        tokens!(#require_unwind #record #description)
    }

    /// Returns the type of the runtime that receives a caught panic.
    pub(super) fn destination(&self) -> TokenStream {
        let private = &self.private;
        match self.export.form {
            Form::C { .. } | Form::Rust { .. } => tokens!(#private::LastError),
            Form::Callback { .. } => tokens!(#private::SurroundingScope),
        }
    }

    /// Returns the return type of the author's function.
    pub(super) fn return_type(&self) -> TokenStream {
        match &self.export.function.sig.output {
            ReturnType::Default => tokens!(()),
            ReturnType::Type(_, ty) => ty.to_token_stream(),
        }
    }
}
