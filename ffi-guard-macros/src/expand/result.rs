//! The result of the author's function: returned to C, or written to an out-parameter if C gets a status.

use super::runtime::{located, name_of};
use super::signature::Input;
use super::smart_pointer::SmartPointer;
use super::{Expander, unconverted};
use ffi_guard_syntax::model::Returned;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;

impl Expander<'_> {
    /// Returns the type of the value in C.
    fn value_type(&self) -> TokenStream {
        let private = &self.private;
        match &self.export.result.returned {
            Returned::Unconverted | Returned::Value | Returned::Never => {
                self.export.result.ty.to_token_stream()
            }
            Returned::Character => tokens!(#private::u32),
            Returned::Text => tokens!(*mut #private::c_char),
            Returned::List { element } => tokens!(#private::FfiVec<#element>),
            Returned::Str => tokens!(#private::FfiStr),
            Returned::Slice { element } => tokens!(#private::FfiSlice<#element>),
            Returned::Boxed { target, .. } | Returned::Handle { target, .. } => {
                tokens!(*mut #target)
            }
            Returned::CStr => tokens!(*const #private::c_char),
            Returned::Shared { target } | Returned::Reference { target } => tokens!(*const #target),
        }
    }

    /// Returns the type that the shim returns.
    pub(super) fn returned_type(&self) -> TokenStream {
        let private = &self.private;
        match self.export.status() {
            Some(None) => tokens!(#private::i32),
            Some(Some(ty)) => ty.to_token_stream(),
            None => self.value_type(),
        }
    }

    /// Returns the same type for the signature of the shim, which requires that a number is the one it is named after.
    pub(super) fn declared_type(&self) -> TokenStream {
        match (self.export.status(), &self.export.result.returned) {
            (None, Returned::Unconverted) => {
                unconverted::same_type(&self.private, &self.export.result.ty)
            }
            _ => self.returned_type(),
        }
    }

    /// Returns the type that the guarded body returns. A function that never returns has no value.
    pub(super) fn carried_type(&self) -> TokenStream {
        let private = &self.private;
        match &self.export.result.returned {
            Returned::Never => tokens!(#private::Infallible),
            _ => self.returned_type(),
        }
    }

    /// Returns the end of the shim after a success.
    pub(super) fn success(&self) -> TokenStream {
        match &self.export.result.returned {
            Returned::Never => tokens!(match __ffi_guard_value {}),
            _ => tokens!(return __ffi_guard_value),
        }
    }

    /// Returns the name of the out-parameter that the shim adds for the value beside a status.
    fn out(&self) -> Option<Ident> {
        let name = || Ident::new("__ffi_guard_out_parameter", Span::mixed_site());
        self.export.has_out_parameter().then(name)
    }

    /// Returns the out-parameter.
    pub(super) fn out_input(&self) -> Option<Input> {
        let (name, value) = (self.out()?, self.value_type());
        Some(Input { lints: TokenStream::new(), name, ty: tokens!(*mut #value) })
    }

    /// Returns the name of the out-parameter in errors.
    pub(super) fn out_label(&self) -> TokenStream {
        name_of(&self.private, "out")
    }

    /// Returns the memory of the out-parameter.
    pub(super) fn out_memory(&self) -> Option<TokenStream> {
        let (out, private) = (self.out()?, &self.private);
        Some(tokens!(#private::checks::Memory::at(#out)))
    }

    /// Emits the check of the out-parameter.
    pub(super) fn emit_out_check(&self) -> Option<TokenStream> {
        let (out, private) = (self.out()?, &self.private);
        // Named, so that rustc reports at the type a trait that it does not implement.
        let ty = matches!(self.export.result.returned, Returned::Unconverted | Returned::Value)
            .then_some(&self.export.result.ty);
        let named = ty.map(|ty| tokens!(::<#ty>));
        let check = tokens!(unsafe { #private::checks::out #named (#out) });
        let target = self.checked(&self.out_label(), &check);
        Some(tokens!(let __ffi_guard_out = #target;))
    }

    /// Emits null for an out-parameter that is a pointer, before the call: C must not free or read an earlier one again.
    pub(super) fn emit_out_clear(&self) -> Option<TokenStream> {
        let is_pointer = self.export.result.returned.is_pointer();
        (is_pointer && self.export.has_out_parameter()).then(|| tokens!(__ffi_guard_out.clear();))
    }

    /// Emits the conversion of the value for C; `unused` is dropped if the conversion fails.
    pub(super) fn emit_convert_result(&self, unused: &[TokenStream]) -> Option<TokenStream> {
        let (site, private) = (Span::mixed_site(), &self.private);
        let value = tokens!(__ffi_guard_value);
        let converted = match &self.export.result.returned {
            Returned::Unconverted | Returned::Never => return None,
            // The check of the out-parameter requires the same traits.
            Returned::Value if self.export.has_out_parameter() => return None,
            Returned::Value => {
                let ty = &self.export.result.ty;
                let at = site.located_at(ty.span());
                quote_spanned!(at=> #private::checks::returned::<#ty>(__ffi_guard_value))
            }
            Returned::Character => tokens!(#private::u32::from(#value)),
            Returned::Text => {
                let into_raw = tokens!(#private::string::IntoRawString::into_raw_string(#value));
                self.converted(&into_raw, unused)
            }
            Returned::List { .. } => tokens!(#private::vec::IntoFfiVec::into_ffi_vec(#value)),
            Returned::Str
            | Returned::CStr
            | Returned::Slice { .. }
            | Returned::Reference { .. } => self.view(&value),
            Returned::Boxed { target, .. } => {
                self.raw_pointer(SmartPointer::Box(target), &value, unused)
            }
            Returned::Shared { target } => {
                self.raw_pointer(SmartPointer::Arc(target), &value, unused)
            }
            Returned::Handle { optional, target } => {
                let into_handle =
                    if *optional { "optional_value_into_handle" } else { "value_into_handle" };
                let at = site.located_at(target.span());
                let (into_handle, private) = (Ident::new(into_handle, at), located(private, at));
                let into_handle =
                    quote_spanned!(at=> #private::handle::#into_handle::<#target>(#value));
                self.converted(&into_handle, unused)
            }
        };
        Some(tokens!(let __ffi_guard_value = #converted;))
    }

    /// Returns the pointer to what C reads in place. At the type, where rustc reports that C cannot read it.
    fn view(&self, value: &TokenStream) -> TokenStream {
        let result = &self.export.result;
        let (view, target) = match &result.returned {
            Returned::CStr => ("c_str", None),
            Returned::Slice { element } => ("slice", Some(element)),
            Returned::Reference { target } => ("reference", Some(target)),
            _ => ("str", None),
        };
        let at = Span::mixed_site().located_at(target.unwrap_or(&result.ty).span());
        let (view, named) = (Ident::new(view, at), target.map(|ty| quote_spanned!(at=> ::<#ty>)));
        let (value, private) = (located(value, at), located(&self.private, at));
        quote_spanned!(at=> #private::view::#view #named (#value))
    }

    /// Emits the end of the body: the value in C, or the success status after the value is written.
    pub(super) fn emit_finish(&self) -> TokenStream {
        let private = &self.private;
        let success = match self.export.status() {
            Some(None) => tokens!(0),
            Some(Some(ty)) => tokens!(const { <#ty as #private::Status>::SUCCESS }),
            None => return tokens!(#private::Ok(__ffi_guard_value)),
        };
        let write = self
            .export
            .has_out_parameter()
            .then(|| tokens!(__ffi_guard_out.write(#private::Option::Some(__ffi_guard_value));));
        tokens!(#write #private::Ok(#success))
    }
}
