//! One argument of a callback that C provides: the parameter of the closure, and its conversion for C.

use super::Expander;
use super::runtime::{at_type, located};
use super::smart_pointer::SmartPointer;
use ffi_guard_syntax::model::{ArgumentForC, CallbackArgument};
use ffi_guard_syntax::tokens::without_lifetimes;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::Type;

/// An argument of a callback.
pub(super) struct CallbackInput<'c> {
    pub(super) expander: &'c Expander<'c>,
    /// Its index among the arguments.
    pub(super) index: usize,
    pub(super) argument: &'c CallbackArgument,
}

impl CallbackInput<'_> {
    fn named(&self, what: &str) -> Ident {
        format_ident!("__ffi_guard_{what}{}", self.index, span = Span::mixed_site())
    }

    fn name(&self) -> Ident {
        self.named("argument")
    }

    fn length(&self) -> Ident {
        self.named("length")
    }

    /// Returns the parameter of the closure. Its lifetimes are inferred, because the names in a `for<'a>` are unknown here.
    pub(super) fn parameter(&self) -> TokenStream {
        let (name, ty) = (self.name(), without_lifetimes(self.argument.ty.to_token_stream()));
        tokens!(#name: #ty)
    }

    /// Returns the types in C: one, and a length after a text or an array.
    pub(super) fn types(&self) -> Vec<TokenStream> {
        let (private, argument) = (&self.expander.private, self.argument);
        let pointer = |exclusive: bool, target: &Type| {
            let target = without_lifetimes(target.to_token_stream());
            if exclusive { tokens!(*mut #target) } else { tokens!(*const #target) }
        };
        let length = tokens!(#private::usize);
        match &argument.conversion {
            ArgumentForC::Unconverted | ArgumentForC::Value => {
                vec![without_lifetimes(argument.ty.to_token_stream())]
            }
            ArgumentForC::Character => vec![tokens!(#private::u32)],
            ArgumentForC::CStr { .. } => vec![tokens!(*const #private::c_char)],
            ArgumentForC::String { .. } => vec![tokens!(*mut #private::c_char)],
            ArgumentForC::Text { .. } => vec![tokens!(*const #private::c_char), length],
            ArgumentForC::Slice { exclusive, element, .. } => {
                vec![pointer(*exclusive, element), length]
            }
            ArgumentForC::References { target } => {
                let target = pointer(false, target);
                vec![tokens!(*const #target), length]
            }
            ArgumentForC::Reference { exclusive, target, .. } => vec![pointer(*exclusive, target)],
            ArgumentForC::Boxed { target, .. } => vec![pointer(true, target)],
            ArgumentForC::Shared { target } | ArgumentForC::BorrowedArc { target } => {
                vec![pointer(false, target)]
            }
        }
    }

    /// Emits the conversion for C, at the type, where rustc reports a trait that it does not implement.
    pub(super) fn emit_prepare(&self) -> Option<TokenStream> {
        let (private, name, length) = (&self.expander.private, self.name(), self.length());
        let optional = |is: bool, function: &str| {
            if is { format!("optional_{function}") } else { function.to_owned() }
        };
        Some(match &self.argument.conversion {
            ArgumentForC::Unconverted => return None,
            ArgumentForC::Character => tokens!(let #name = #private::u32::from(#name);),
            ArgumentForC::Value => {
                let value = self.converted("value", Some(&self.argument.ty));
                tokens!(let #name = #value;)
            }
            ArgumentForC::CStr { optional: is } => {
                let text = self.converted(&optional(*is, "c_str"), None);
                tokens!(let #name = #text;)
            }
            ArgumentForC::Text { optional: is } => {
                let text = self.converted(&optional(*is, "text"), None);
                tokens!(let (#name, #length) = #text;)
            }
            ArgumentForC::Slice { exclusive, optional: is, element } => {
                let function = if *exclusive { "slice_mut" } else { "slice" };
                let slice = self.converted(&optional(*is, function), Some(element));
                tokens!(let (#name, #length) = #slice;)
            }
            ArgumentForC::References { .. }
            | ArgumentForC::Reference { .. }
            | ArgumentForC::BorrowedArc { .. } => self.emit_loan(),
            ArgumentForC::String { .. }
            | ArgumentForC::Boxed { .. }
            | ArgumentForC::Shared { .. } => {
                let owner = self.pending();
                tokens!(let #name = #private::from_c::given(#owner);)
            }
        })
    }

    /// Returns the call of a conversion of the runtime.
    fn converted(&self, function: &str, ty: Option<&Type>) -> TokenStream {
        let (private, name) = (&self.expander.private, self.name());
        let at = ty.map_or_else(Span::mixed_site, at_type);
        let generic = ty.map(|ty| {
            let ty = without_lifetimes(ty.to_token_stream());
            quote_spanned!(at=> ::<#ty>)
        });
        let (private, function) = (located(private, at), Ident::new(function, at));
        let passed = located(&name.to_token_stream(), at);
        quote_spanned!(at=> #private::from_c::#function #generic (#passed))
    }

    /// Emits the loan, which ends with the closure, and its pointer.
    fn emit_loan(&self) -> TokenStream {
        let (private, name, length) = (&self.expander.private, self.name(), self.length());
        let lent = self.named("lent");
        match &self.argument.conversion {
            ArgumentForC::References { target } => {
                let loan = self.converted("references", Some(target));
                tokens! {
                    let #lent = #loan;
                    let (#name, #length) = #private::from_c::LentPointers::array(&#lent);
                }
            }
            ArgumentForC::Reference { exclusive: true, optional, target } => {
                let function = if *optional { "optional_reference_mut" } else { "reference_mut" };
                let loan = self.converted(function, Some(target));
                tokens! {
                    let mut #lent = #loan;
                    let #name = #private::from_c::pointer_mut(&mut #lent);
                }
            }
            conversion => {
                let (function, ty) = match conversion {
                    ArgumentForC::Reference { optional: true, target, .. } => {
                        ("optional_reference", target)
                    }
                    ArgumentForC::Reference { target, .. } => ("reference", target),
                    ArgumentForC::BorrowedArc { target } => ("arc", target),
                    _ => ("value", &self.argument.ty),
                };
                let loan = self.converted(function, Some(ty));
                tokens! {
                    let mut #lent = #loan;
                    let #name = #private::from_c::pointer(&mut #lent);
                }
            }
        }
    }

    /// Emits the check of what was lent, after the callback has returned.
    pub(super) fn emit_finish(&self, callback: &TokenStream) -> Option<TokenStream> {
        let (private, lent) = (&self.expander.private, self.named("lent"));
        match &self.argument.conversion {
            ArgumentForC::References { .. } => {
                Some(tokens!(#private::from_c::LentPointers::finish(&#lent, #callback);))
            }
            ArgumentForC::Reference { target, .. } | ArgumentForC::BorrowedArc { target } => {
                let target = without_lifetimes(target.to_token_stream());
                Some(tokens!(#private::from_c::finish::<#target, _>(#callback, &#lent);))
            }
            _ => None,
        }
    }

    /// Returns the conversion of an owner, which can fail. Rust still owns the result.
    fn pending(&self) -> TokenStream {
        let name = self.name().to_token_stream();
        let (pointer, into_option) = match &self.argument.conversion {
            ArgumentForC::Boxed { target, .. } => {
                (SmartPointer::Box(target), tokens!(IntoOptionBox::into_option_box))
            }
            ArgumentForC::Shared { target } => {
                (SmartPointer::Arc(target), tokens!(IntoOptionArc::into_option_arc))
            }
            _ => {
                let private = &self.expander.private;
                return tokens!(#private::string::IntoRawString::into_c_string(#name));
            }
        };
        let at = at_type(pointer.target());
        let (private, name) = (located(&self.expander.private, at), located(&name, at));
        let (method, into_option) =
            (Ident::new("ffi_guard_into_pending", at), located(&into_option, at));
        let call = quote_spanned!(at=> #method(#private::handle::#into_option(#name)));
        self.expander.specialized(pointer, &call)
    }

    /// Emits the transfer of an owner to C, after the last conversion that can fail.
    pub(super) fn emit_give(&self) -> Option<TokenStream> {
        let (private, name) = (&self.expander.private, self.name());
        let give = match &self.argument.conversion {
            ArgumentForC::String { .. } => tokens!(string::raw),
            ArgumentForC::Boxed { .. } | ArgumentForC::Shared { .. } => {
                tokens!(handle::PendingOwner::into_raw)
            }
            _ => return None,
        };
        Some(tokens!(let #name = #private::#give(#name);))
    }

    /// Returns the arguments for C.
    pub(super) fn passed(&self) -> Vec<Ident> {
        let all = [self.name(), self.length()];
        all.into_iter().take(self.types().len()).collect()
    }
}
