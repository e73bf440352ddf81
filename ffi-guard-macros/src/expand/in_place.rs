//! A function that is guarded in place: the C form and callbacks.

use super::point::Point;
use super::{Expander, c_form_parameters, lints, parameters, poison, signature, symbol};
use ffi_guard_syntax::model::{Fallback, Form, Symbol};
use ffi_guard_syntax::names;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::env;
use syn::{Lifetime, Signature};

/// The tokens that a function gets besides its guard.
struct Around {
    attributes: TokenStream,
    prologue: TokenStream,
}

impl Expander<'_> {
    /// Emits the function with its symbol and its record.
    pub(super) fn emit_c_form(&self, fallback: &Fallback) -> TokenStream {
        let export_name = symbol::export_name(&self.export.symbol);
        // An exported function is not inlined, and rustc warns of an attribute that says otherwise.
        let attrs = self.export.function.attrs.iter();
        let attrs = attrs.filter(|attr| !attr.path().is_ident("inline"));
        let warnings = c_form_parameters::warnings(&self.private, self.export);
        let record = self.emit_record();
        let around = Around {
            attributes: tokens!(#(#attrs)* #export_name),
            prologue: tokens!(#warnings #record),
        };
        self.emit_in_place(fallback, &around)
    }

    /// Emits the function without a symbol and a record.
    pub(super) fn emit_callback(&self, fallback: &Fallback) -> TokenStream {
        let attrs = &self.export.function.attrs;
        let around =
            Around { attributes: tokens!(#(#attrs)*), prologue: self.emit_require_unwind() };
        self.emit_in_place(fallback, &around)
    }

    fn emit_in_place(&self, fallback: &Fallback, around: &Around) -> TokenStream {
        let guarded = self.emit_guarded(fallback, around);
        // `cargo clippy` sets the variable for all its compilers. Other builds do not pay for the second expansion.
        if env::var_os("CLIPPY_ARGS").is_none() {
            return guarded;
        }
        // Clippy sets the `cfg` only for the crates that it lints.
        let as_written = self.emit_as_written(fallback, around);
        tokens! {
            #[cfg(not(clippy))]
            #guarded
            #[cfg(clippy)]
            #as_written
        }
    }

    /// Returns the author's signature. If the name is the symbol, as in `Java_Main_run`, it gets the span of the
    /// expansion: rustc exempts `no_mangle` functions from `non_snake_case`, but not functions with an `export_name`.
    fn author(&self) -> Signature {
        let mut sig = self.export.function.sig.clone();
        let name = names::unraw(&sig.ident);
        let is_symbol = matches!(&self.export.symbol, Symbol::Whole(symbol) if *symbol == name);
        if matches!(self.export.form, Form::C { .. }) && is_symbol {
            sig.ident.set_span(Span::mixed_site().located_at(sig.ident.span()));
        }
        sig
    }

    fn emit_guarded(&self, fallback: &Fallback, around: &Around) -> TokenStream {
        let export = self.export;
        let Around { attributes, prologue } = around;
        let sig = signature::of(&self.author(), &parameters::inputs(export));
        let (pattern, body) = (parameters::pattern(export), parameters::bind(export));
        let guarded = self.emit_guard(fallback, &pattern, &body);
        let questions = self.emit_questions_in_place();
        let block = export.function.block(&tokens!(#questions #prologue #guarded));
        self.emit_function(attributes, &sig, &block)
    }

    /// Emits the function for clippy, with the body unguarded in its place: some lints follow a parameter into the body.
    /// The fallback is kept, so that it is type-checked and the items it names count as used.
    fn emit_as_written(&self, fallback: &Fallback, around: &Around) -> TokenStream {
        let Around { attributes, prologue } = around;
        let function = &self.export.function;
        let (questions, after_failure) =
            (self.emit_questions_in_place(), self.emit_never_failed(fallback));
        // The inner braces keep the body's items ahead of the body's statements. The label avoids `unused_braces`.
        let body = function.block(&function.body);
        let label = Lifetime::new("'__ffi_guard_body", function.braces.span.open());
        let inner = tokens! {
            #questions
            #prologue
            #after_failure
            #label: #body
        };
        let sig = self.author().to_token_stream();
        let levels = lints::allow_in_place(self.export);
        self.emit_function(&tokens!(#levels #attributes), &sig, &function.block(&inner))
    }

    /// Emits the code that runs after a failure, type-checked but never executed.
    fn emit_never_failed(&self, fallback: &Fallback) -> Option<TokenStream> {
        let (private, ty) = (&self.private, self.return_type());
        let state = self.export.poison.as_ref().map(|state| poison::state(private, state));
        let names_nothing = match fallback {
            Fallback::Abort => true,
            Fallback::Default => self.export.result.is_empty(),
            _ => false,
        };
        let fallback = (!names_nothing).then(|| {
            let fallback = self.emit_fallback(fallback, &ty, &Point::AfterFailure);
            // Clippy looks for the `SAFETY` comment of an unsafe fallback in the function, not in the attribute.
            tokens! {
                #[allow(clippy::undocumented_unsafe_blocks)]
                let _: #ty = { #fallback };
            }
        });
        (state.is_some() || fallback.is_some()).then(|| {
            tokens! {
                if let #private::Option::Some(__ffi_guard_failed) = #private::never_failed() {
                    #state
                    #fallback
                }
            }
        })
    }

    fn emit_function(
        &self,
        attributes: &TokenStream,
        sig: &TokenStream,
        block: &TokenStream,
    ) -> TokenStream {
        let vis = &self.export.function.vis;
        // The lint level is before the author's attributes, so that theirs win.
        tokens! {
            #[deny(improper_ctypes_definitions)]
            #attributes
            #vis #sig #block
        }
    }
}
