//! The answer of the author's function on its way to C: returned, or written to an out-parameter beside a status.

use super::owners::{self, Owner};
use super::signature::Input;
use super::{located, name_of, passed, private, refusable, refusable_with};
use ffi_guard_syntax::arguments::OnPanic;
use ffi_guard_syntax::convert::Returned;
use ffi_guard_syntax::export::Export;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

/// What the expansion of the answer needs to know.
pub(super) struct AnswerTo<'e> {
    export: &'e Export,
    private: TokenStream,
    /// The out-parameter that the shim adds, if it returns a status and there is a value.
    out: Option<Ident>,
}

impl<'e> AnswerTo<'e> {
    pub(super) fn of(export: &'e Export) -> Self {
        let out = (export.has_out_parameter())
            .then(|| Ident::new("__ffi_guard_out_parameter", Span::mixed_site()));
        Self { export, private: private(export.krate.as_ref()), out }
    }

    /// The value as C has it.
    fn value(&self) -> TokenStream {
        let (site, private) = (Span::mixed_site(), &self.private);
        match &self.export.answer.returned {
            Returned::AsIs | Returned::Value | Returned::Never => {
                self.export.answer.ty.to_token_stream()
            }
            Returned::Character => quote_spanned!(site=> #private::u32),
            Returned::Text => quote_spanned!(site=> *mut #private::c_char),
            Returned::List { element } => quote_spanned!(site=> #private::FfiVec<#element>),
            Returned::Boxed { target, .. } | Returned::Handle { target, .. } => {
                quote_spanned!(site=> *mut #target)
            }
            Returned::Shared { target } => quote_spanned!(site=> *const #target),
        }
    }

    /// What the shim returns.
    pub(super) fn returned(&self) -> TokenStream {
        let private = &self.private;
        match &self.export.on_panic {
            OnPanic::Status { ty: None, .. } => {
                quote_spanned!(Span::mixed_site()=> #private::i32)
            }
            OnPanic::Status { ty: Some(ty), .. } => ty.to_token_stream(),
            _ => self.value(),
        }
    }

    /// The same in the signature of the shim, which holds a number to its name.
    pub(super) fn declared(&self) -> TokenStream {
        match (&self.export.on_panic, &self.export.answer.returned) {
            (OnPanic::Status { .. }, _) => self.returned(),
            (_, Returned::AsIs) => passed::exactly(&self.private, &self.export.answer.ty),
            _ => self.value(),
        }
    }

    /// What the guarded body returns: of a function that never returns, nothing.
    pub(super) fn carried(&self) -> TokenStream {
        let private = &self.private;
        match &self.export.answer.returned {
            Returned::Never => quote_spanned!(Span::mixed_site()=> #private::Infallible),
            _ => self.returned(),
        }
    }

    /// How the shim ends after a success.
    pub(super) fn leave(&self) -> TokenStream {
        match &self.export.answer.returned {
            Returned::Never => quote_spanned!(Span::mixed_site()=> match __ffi_guard_value {}),
            _ => quote_spanned!(Span::mixed_site()=> return __ffi_guard_value),
        }
    }

    /// The out-parameter.
    pub(super) fn received(&self) -> Option<Input> {
        let (out, value) = (self.out.as_ref()?, self.value());
        let ty = quote_spanned!(Span::mixed_site()=> *mut #value);
        Some(Input { lints: TokenStream::new(), name: out.clone(), ty })
    }

    /// The statement that checks the out-parameter.
    pub(super) fn check(&self, function: &TokenStream) -> TokenStream {
        let Some(out) = &self.out else { return TokenStream::new() };
        let private = &self.private;
        // Named, so that rustc says at the type what it does not implement.
        let ty = matches!(self.export.answer.returned, Returned::AsIs | Returned::Value)
            .then_some(&self.export.answer.ty);
        let named = ty.map(|ty| quote_spanned!(Span::mixed_site()=> ::<#ty>));
        let check = quote_spanned! {Span::mixed_site()=>
            unsafe { #private::checks::out #named (#out) }
        };
        let target = refusable(private, function, &self.label(), &check);
        quote_spanned!(Span::mixed_site()=> let __ffi_guard_out = #target;)
    }

    /// The memory of the out-parameter.
    pub(super) fn memory(&self) -> Option<TokenStream> {
        let (out, private) = (self.out.as_ref()?, &self.private);
        Some(quote_spanned!(Span::mixed_site()=> #private::checks::Memory::at(#out)))
    }

    /// How a refusal calls the out-parameter.
    pub(super) fn label(&self) -> TokenStream {
        name_of(&self.private, "out")
    }

    /// What stands before the call: C is not to free what it got from an earlier one.
    pub(super) fn prepare(&self) -> TokenStream {
        match (&self.out, &self.export.answer.returned) {
            (Some(_), returned) if returned.is_owner() => {
                quote_spanned!(Span::mixed_site()=> __ffi_guard_out.clear();)
            }
            _ => TokenStream::new(),
        }
    }

    /// The statement that converts the function's value for C; `unused` is dropped if the conversion fails.
    pub(super) fn given(&self, function: &TokenStream, unused: &[TokenStream]) -> TokenStream {
        let (site, private) = (Span::mixed_site(), &self.private);
        let value = quote_spanned!(site=> __ffi_guard_value);
        let given = match &self.export.answer.returned {
            Returned::AsIs | Returned::Never => return TokenStream::new(),
            // Which asks the same of the type.
            Returned::Value if self.out.is_some() => return TokenStream::new(),
            Returned::Value => {
                let ty = &self.export.answer.ty;
                let at = site.located_at(ty.span());
                quote_spanned!(at=> #private::checks::returned::<#ty>(__ffi_guard_value))
            }
            Returned::Character => quote_spanned!(site=> #private::u32::from(__ffi_guard_value)),
            Returned::Text => {
                let give = quote_spanned!(site=> #private::string::IntoRawString::into_raw_string(__ffi_guard_value));
                refusable_with(private, function, &give, unused)
            }
            Returned::List { .. } => {
                quote_spanned!(site=> #private::vec::IntoFfiVec::into_ffi_vec(__ffi_guard_value))
            }
            Returned::Boxed { target, .. } => {
                owners::given(private, function, Owner::Box(target), &value, unused)
            }
            Returned::Shared { target } => {
                owners::given(private, function, Owner::Arc(target), &value, unused)
            }
            Returned::Handle { optional, target } => {
                let give =
                    if *optional { "optional_value_into_handle" } else { "value_into_handle" };
                let at = site.located_at(target.span());
                let (give, ours) = (Ident::new(give, at), located(private, at));
                let give = quote_spanned!(at=> #ours::handle::#give::<#target>(#value));
                refusable_with(private, function, &give, unused)
            }
        };
        quote_spanned!(site=> let __ffi_guard_value = #given;)
    }

    /// The end of the body: from C's value to what the shim returns.
    pub(super) fn deliver(&self) -> TokenStream {
        let (private, site) = (&self.private, Span::mixed_site());
        let success = match &self.export.on_panic {
            OnPanic::Status { ty: None, .. } => quote_spanned!(site=> 0),
            OnPanic::Status { ty: Some(ty), .. } => {
                quote_spanned!(site=> const { <#ty as #private::Status>::SUCCESS })
            }
            _ => return quote_spanned!(site=> #private::Ok(__ffi_guard_value)),
        };
        let write = self.out.as_ref().map(|_| {
            quote_spanned!(site=> __ffi_guard_out.write(#private::Option::Some(__ffi_guard_value));)
        });
        quote_spanned!(site=> #write #private::Ok(#success))
    }
}
