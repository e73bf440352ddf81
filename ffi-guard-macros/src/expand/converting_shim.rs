//! The shim of a function whose arguments or result are converted.
//!
//! One catch contains all of it: the checks of the arguments, the call, and the conversion of the result. Each
//! failure is recorded at once, and one fallback applies to all failures.

use super::argument::Argument;
use super::point::Body;
use super::signature::Parts;
use super::{Expander, parameters, signature};
use ffi_guard_syntax::model::{OnFailure, Returned};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Type;

impl Expander<'_> {
    /// Returns the parts of the shim.
    pub(super) fn converting(&self, on_failure: &OnFailure) -> Parts {
        let private = &self.private;
        let arguments = self.arguments();
        let (output, carried) = (self.returned_type(), self.carried_type());
        let mut inputs = Vec::new();
        for argument in &arguments {
            inputs.extend(argument.inputs());
        }
        inputs.extend(self.added_outs().into_iter().map(|out| out.input));
        let converted = self.emit_conversions(&arguments);
        let body = Body {
            pattern: &signature::pattern(&inputs),
            ty: &tokens!(#private::Outcome<#carried>),
            block: &tokens!({ #converted }),
        };
        let passed = signature::tuple(&inputs);
        let passed = tokens!(let __ffi_guard_arguments = #passed;);
        let fallback = self.emit_on_failure(on_failure, &output);
        let body = self.emit_fallible(&passed, &body, &self.success(), &fallback);
        Parts { inputs, output: self.declared_type(), body }
    }

    pub(super) fn arguments(&self) -> Vec<Argument<'_>> {
        let named = parameters::names(self.export).into_iter().zip(&self.export.parameters);
        named
            .enumerate()
            .map(|(index, (name, parameter))| Argument { expander: self, index, parameter, name })
            .collect()
    }

    /// Emits the way from the arguments that C passes to the value that C gets, or to the failure.
    fn emit_conversions(&self, arguments: &[Argument<'_>]) -> TokenStream {
        let private = &self.private;
        let keep = arguments.iter().map(Argument::emit_keep);
        let poison = self.emit_state_check();
        let checks = arguments.iter().map(Argument::emit_check);
        let (check_out, clear_out) = (self.emit_out_checks(), self.emit_out_clear());
        let disjoint = self.emit_disjoint(arguments);
        let slots = arguments.iter().map(Argument::emit_slot);
        let closures = arguments.iter().map(Argument::emit_closure);
        let handed_over: Vec<_> = arguments.iter().map(Argument::handed_over).collect();
        let call = self.emit_call(arguments, &self.call(&handed_over));
        tokens! {
            #(#keep)*
            #poison
            // The borrows of C's arguments end with the call, and the compiler holds the function to that.
            let __ffi_guard_call = #private::checks::Call;
            #(#checks)*
            #check_out
            #disjoint
            #clear_out
            #(#slots)*
            #(#closures)*
            #call
        }
    }

    /// Emits the call and all that follows it. Nothing is written for C before every conversion has succeeded.
    fn emit_call(&self, arguments: &[Argument<'_>], call: &TokenStream) -> TokenStream {
        if matches!(self.export.result.returned, Returned::Never) {
            return call.clone();
        }
        let private = &self.private;
        let (arm, disarm) = self.emit_poison_on_unwind(arguments);
        let slots: Vec<_> = arguments.iter().filter_map(Argument::slot).collect();
        let unwrap = self.export.result.fallible.then(|| self.emit_unwrap(&disarm, &slots));
        let filled =
            slots.iter().map(|slot| tokens!(let #slot = #private::OutSlot::into_inner(#slot);));
        let convert_out = arguments.iter().map(|argument| argument.emit_convert_out(&slots));
        let unused: Vec<_> = slots.iter().rev().map(Ident::to_token_stream).collect();
        let convert = self.emit_convert_result(&unused);
        let write_out = arguments.iter().map(Argument::emit_write_out);
        let finish = self.emit_finish();
        tokens! {
            #arm
            let __ffi_guard_value = #call;
            #unwrap
            #disarm
            #(#filled)*
            #(#convert_out)*
            #convert
            #(#write_out)*
            #finish
        }
    }

    /// Returns the statements around the call that poison the arguments and the state if the function unwinds.
    fn emit_poison_on_unwind(&self, arguments: &[Argument<'_>]) -> (TokenStream, TokenStream) {
        let private = &self.private;
        let mut all: Vec<_> = arguments.iter().filter_map(Argument::poison_on_unwind).collect();
        all.extend(self.export.poison.as_ref().map(|_| self.state_poison()));
        if all.is_empty() {
            return (TokenStream::new(), TokenStream::new());
        }
        (
            tokens!(let __ffi_guard_poison = (#(#all,)*);),
            tokens!(#private::forget(__ffi_guard_poison);),
        )
    }

    /// Emits the value of a `Result`, or its error as the failure. An error may borrow the arguments and the
    /// out-parameters. So the poison is disarmed and the out-parameters are dropped after the error.
    fn emit_unwrap(&self, disarm: &TokenStream, slots: &[Ident]) -> TokenStream {
        let private = &self.private;
        // Inferred if it has a named lifetime, which the body of the shim does not fix.
        let error = self.export.result.error.as_ref().filter(|error| !names_a_lifetime(error));
        let error = error.map(|error| tokens!(::<#error>)).unwrap_or_default();
        let unused = slots.iter().rev();
        let unused: Vec<_> =
            unused.map(|slot| tokens!(unsafe { #private::OutSlot::take(&#slot) })).collect();
        let failed = self.failed(&error, &tokens!(__ffi_guard_code), &unused);
        tokens! {
            let __ffi_guard_value = match __ffi_guard_value {
                #private::Ok(__ffi_guard_value) => __ffi_guard_value,
                #private::Err(__ffi_guard_error) => {
                    use #private::{HasCode as _, NoCode as _};
                    let __ffi_guard_code = (&#private::CodeOf(&__ffi_guard_error)).ffi_guard_code();
                    let __ffi_guard_failed = #failed;
                    #disarm
                    return #private::Err(__ffi_guard_failed);
                }
            };
        }
    }
}

/// Returns whether a type contains a lifetime other than `'_`.
fn names_a_lifetime(ty: &Type) -> bool {
    fn any(tokens: TokenStream) -> bool {
        let mut quoted = false;
        tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => any(group.stream()),
            TokenTree::Ident(ident) => std::mem::take(&mut quoted) && ident != "_",
            token => {
                quoted = matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'');
                false
            }
        })
    }
    any(ty.to_token_stream())
}
