//! One argument of a callback that C provides: the parameter of the closure, and its conversion for C.

use super::runtime::located;
use ffi_guard_syntax::model::{ArgumentForC, CallbackArgument};
use ffi_guard_syntax::tokens::without_lifetimes;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// An argument of a callback.
pub(super) struct CallbackInput<'c> {
    pub(super) private: &'c TokenStream,
    /// Its index among the arguments.
    pub(super) index: usize,
    pub(super) argument: &'c CallbackArgument,
}

impl CallbackInput<'_> {
    fn name(&self) -> Ident {
        format_ident!("__ffi_guard_argument{}", self.index, span = Span::mixed_site())
    }

    fn length(&self) -> Ident {
        format_ident!("__ffi_guard_length{}", self.index, span = Span::mixed_site())
    }

    /// Returns the parameter of the closure. Its lifetimes are inferred, because the names in a `for<'a>` are unknown here.
    pub(super) fn parameter(&self) -> TokenStream {
        let (name, ty) = (self.name(), without_lifetimes(self.argument.ty.to_token_stream()));
        tokens!(#name: #ty)
    }

    /// Returns the types in C: one, and a length after a text or an array.
    pub(super) fn types(&self) -> Vec<TokenStream> {
        let Self { private, argument, .. } = self;
        let pointer = |exclusive: bool, target: &Type| {
            let target = without_lifetimes(target.to_token_stream());
            if exclusive { tokens!(*mut #target) } else { tokens!(*const #target) }
        };
        match &argument.conversion {
            ArgumentForC::Unconverted | ArgumentForC::Value => {
                vec![without_lifetimes(argument.ty.to_token_stream())]
            }
            ArgumentForC::Character => vec![tokens!(#private::u32)],
            ArgumentForC::CStr { .. } => vec![tokens!(*const #private::c_char)],
            ArgumentForC::Text { .. } => {
                vec![tokens!(*const #private::c_char), tokens!(#private::usize)]
            }
            ArgumentForC::Slice { exclusive, element, .. } => {
                vec![pointer(*exclusive, element), tokens!(#private::usize)]
            }
            ArgumentForC::Reference { exclusive, target, .. } => vec![pointer(*exclusive, target)],
        }
    }

    /// Returns the function of the runtime that converts the argument, and the type that it is for.
    fn conversion(&self) -> Option<(String, Option<&Type>)> {
        let (function, exclusive, optional, ty) = match &self.argument.conversion {
            ArgumentForC::Unconverted | ArgumentForC::Character => return None,
            ArgumentForC::Value => ("value", false, false, Some(&self.argument.ty)),
            ArgumentForC::CStr { optional } => ("c_str", false, *optional, None),
            ArgumentForC::Text { optional } => ("text", false, *optional, None),
            ArgumentForC::Slice { exclusive, optional, element } => {
                ("slice", *exclusive, *optional, Some(element))
            }
            ArgumentForC::Reference { exclusive, optional, target } => {
                ("reference", *exclusive, *optional, Some(target))
            }
        };
        let optional = if optional { "optional_" } else { "" };
        let exclusive = if exclusive { "_mut" } else { "" };
        Some((format!("{optional}{function}{exclusive}"), ty))
    }

    /// Emits the conversion for C, at the type, where rustc reports a trait that it does not implement.
    pub(super) fn emit_prepare(&self) -> Option<TokenStream> {
        let (private, name, length) = (self.private, self.name(), self.length());
        if let ArgumentForC::Character = self.argument.conversion {
            return Some(tokens!(let #name = #private::u32::from(#name);));
        }
        let (function, ty) = self.conversion()?;
        let at = ty.map_or_else(Span::mixed_site, |ty| Span::mixed_site().located_at(ty.span()));
        let generic = ty.map(|ty| {
            let ty = without_lifetimes(ty.to_token_stream());
            quote_spanned!(at=> ::<#ty>)
        });
        let (private, function) = (located(private, at), Ident::new(&function, at));
        let passed = located(&name.to_token_stream(), at);
        let call = quote_spanned!(at=> #private::from_c::#function #generic (#passed));
        Some(match self.types().len() {
            1 => tokens!(let #name = #call;),
            _ => tokens!(let (#name, #length) = #call;),
        })
    }

    /// Returns the arguments for C.
    pub(super) fn passed(&self) -> Vec<Ident> {
        let all = [self.name(), self.length()];
        all.into_iter().take(self.types().len()).collect()
    }
}
