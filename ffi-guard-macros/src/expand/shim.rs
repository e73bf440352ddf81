//! The Rust form: the author's function as it is, and a guarded shim with a C ABI beside it.

use super::signature::Parts;
use super::{Expander, claim, lints, parameters, signature, strings, symbol, unconverted, vecs};
use ffi_guard_syntax::model::{Fallback, Form, Function, Shim};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{Abi, Attribute, LitStr, Safety, Token};

impl Expander<'_> {
    pub(super) fn emit_rust_form(&self) -> TokenStream {
        let Function { attrs, vis, sig, body, .. } = &self.export.function;
        let block = self.export.function.block(body);
        let owners = lints::allow_owners(self.export);
        let closures = lints::allow_closures(self.export);
        let lists = lints::allow_lists(self.export);
        let beside = self.emit_beside();
        tokens! {
            #owners
            #closures
            #lists
            #(#attrs)*
            #vis #sig #block

            #beside
        }
    }

    /// Emits the items beside the function: the shim and its checks. A function that is guarded in place has none.
    pub(super) fn emit_beside(&self) -> Option<TokenStream> {
        let Form::Rust { abi, shim } = &self.export.form else { return None };
        let parts = match shim {
            Shim::Unconverted { fallback } => self.unconverting(fallback),
            Shim::Converted { on_failure } => self.converting(on_failure),
        };
        let shim = self.emit_shim(abi, &parts);
        // At the type of a method: an error there applies to all methods of the block, and rustc reports it once.
        let owner = self.export.owner.as_ref().and_then(|owner| owner.segments.last());
        let named = owner.map_or(&self.export.function.sig.ident, |owner| &owner.ident);
        let import = symbol::import(&self.export.symbol, named.span());
        let frees_strings = strings::require(&self.private, self.export);
        let frees_vecs = vecs::require(&self.private, self.export);
        let (questions, claim) =
            (self.emit_questions_beside(), claim::of(&self.private, self.export));
        Some(tokens! {
            const _: () = {
                #import
                #frees_strings
                #frees_vecs
                #questions
                #claim
                #shim
            };
        })
    }

    fn emit_shim(&self, abi: &LitStr, parts: &Parts) -> TokenStream {
        let export_name = symbol::export_name(&self.export.symbol);
        let (sig, record, body) = (self.signature(abi, parts), self.emit_record(), &parts.body);
        let attrs = &self.export.function.attrs;
        // Only where necessary: an author may forbid the level.
        let deprecated = attrs.iter().any(|attr| attr.path().is_ident("deprecated"));
        let deprecated = deprecated.then(|| tokens!(#[allow(deprecated)]));
        let attrs = attrs.iter().filter(|attr| applies_to_shim(attr)).map(lints::softened);
        let unused = parameters::names(self.export)
            .iter()
            .any(lints::is_marked_unused)
            .then(lints::allow_use);
        tokens! {
            #[deny(improper_ctypes_definitions)]
            #deprecated
            #unused
            #(#attrs)*
            #export_name
            #sig {
                #record
                #body
            }
        }
    }

    /// Returns the parts of the shim of a function whose signature is C's already.
    fn unconverting(&self, fallback: &Fallback) -> Parts {
        let names = parameters::names(self.export);
        let names: Vec<_> = names.iter().map(Ident::to_token_stream).collect();
        let mut inputs = parameters::inputs(self.export);
        for (input, parameter) in inputs.iter_mut().zip(&self.export.parameters) {
            input.ty = unconverted::same_type(&self.private, &parameter.ty);
        }
        let pattern = signature::pattern(&inputs);
        let block = self.export.function.block(&self.call(&names));
        Parts {
            inputs,
            output: unconverted::same_type(&self.private, &self.export.result.ty),
            body: self.emit_guard(fallback, &pattern, &block),
        }
    }

    fn signature(&self, abi: &LitStr, parts: &Parts) -> TokenStream {
        let (site, author) = (Span::mixed_site(), &self.export.function.sig);
        signature::of_shim(
            author,
            self.export.takes_pointers() || self.export.function.is_unsafe(),
            &Abi { extern_token: Token![extern](site), name: Some(abi.clone()) },
            // Longer than the function's name, so that it cannot be the same and hide the function.
            &format_ident!("__ffi_guard_shim_of_{}", author.ident.unraw(), span = site),
            parts,
        )
    }

    /// Returns the call of the author's function.
    pub(super) fn call(&self, arguments: &[TokenStream]) -> TokenStream {
        // With this span, neither a local of the expansion nor a parameter can hide the function.
        let mut function = self.export.function.sig.ident.clone();
        function.set_span(Span::mixed_site().located_at(function.span()));
        let of = self.export.owner.as_ref().map(|owner| tokens!(#owner::));
        let call = tokens!(#of #function(#(#arguments),*));
        match self.export.function.sig.safety {
            // The safety requirements of the function apply to C, which calls the shim.
            Safety::Unsafe(_) => tokens!(unsafe { #call }),
            _ => call,
        }
    }
}

/// Returns whether an attribute is repeated on the shim: lint levels of the signature, and the features of the call.
fn applies_to_shim(attr: &Attribute) -> bool {
    ["allow", "expect", "target_feature"].iter().any(|name| attr.path().is_ident(name))
}
