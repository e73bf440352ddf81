//! The result of the author's function: returned to C, or written to an out-parameter if C gets a status.

use super::runtime::{at_type, located, name_of};
use super::signature::Input;
use super::smart_pointer::SmartPointer;
use super::{Expander, unconverted};
use ffi_guard_syntax::model::Returned;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;

impl Expander<'_> {
    /// Returns the type of the value in C.
    fn value_type(&self) -> TokenStream {
        let private = &self.private;
        match &self.export.result.returned {
            Returned::Unconverted | Returned::Value | Returned::Never => {
                self.export.result.ty.to_token_stream()
            }
            Returned::Character => tokens!(#private::u32),
            returned if returned.is_optional_character() => tokens!(#private::u32),
            Returned::Optional { target } => target.to_token_stream(),
            Returned::Text => tokens!(*mut #private::c_char),
            Returned::List { element } => tokens!(#private::FfiVec<#element>),
            Returned::Texts => tokens!(#private::FfiVec<#private::vec::OwnedString>),
            Returned::Handles { target } => tokens!(#private::FfiVec<*mut #target>),
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
            None if self.export.result.is_optional() => tokens!(#private::bool),
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

    /// Returns the out-parameters that the shim adds: for the value beside a status or a flag, and for the flag beside a
    /// status.
    pub(super) fn added_outs(&self) -> Vec<AddedOut> {
        let private = &self.private;
        let added = |name: &'static str, ty: TokenStream| {
            let ident = |name| Ident::new(name, Span::mixed_site());
            AddedOut {
                input: Input {
                    lints: TokenStream::new(),
                    name: ident(&format!("__ffi_guard_{name}_parameter")),
                    ty: tokens!(*mut #ty),
                },
                checked: ident(&format!("__ffi_guard_{name}")),
                label: name_of(private, name),
            }
        };
        let out = self.export.has_out_parameter().then(|| added("out", self.value_type()));
        let is_present = self.export.has_present_parameter();
        let present = is_present.then(|| added("present", tokens!(#private::bool)));
        out.into_iter().chain(present).collect()
    }

    /// Emits the checks of the added out-parameters.
    pub(super) fn emit_out_checks(&self) -> TokenStream {
        let private = &self.private;
        // Named, so that rustc reports at the type a trait that it does not implement.
        let ty = match &self.export.result.returned {
            Returned::Unconverted | Returned::Value => Some(&self.export.result.ty),
            returned if returned.is_optional_character() => None,
            Returned::Optional { target } => Some(target),
            _ => None,
        };
        let mut named = ty.map(|ty| tokens!(::<#ty>));
        let mut checks = TokenStream::new();
        for AddedOut { input: Input { name, .. }, checked, label } in self.added_outs() {
            let named = named.take();
            let check = tokens!(unsafe { #private::checks::out #named (#name) });
            let target = self.checked(&label, &check);
            checks.extend(tokens!(let #checked = #target;));
        }
        checks
    }

    /// Emits null for an out-parameter that is a pointer, before the call: C must not free or read an earlier one again.
    pub(super) fn emit_out_clear(&self) -> Option<TokenStream> {
        let is_pointer = self.export.result.returned.is_pointer();
        (is_pointer && self.export.has_out_parameter()).then(|| tokens!(__ffi_guard_out.clear();))
    }

    /// Emits the conversion of the value for C; `unused` is dropped if the conversion fails.
    pub(super) fn emit_convert_result(&self, unused: &[TokenStream]) -> Option<TokenStream> {
        let private = &self.private;
        let value = tokens!(__ffi_guard_value);
        let converted = match &self.export.result.returned {
            Returned::Unconverted | Returned::Never => return None,
            // The check of the out-parameter requires the same traits.
            Returned::Value if self.export.has_out_parameter() => return None,
            Returned::Value => {
                let ty = &self.export.result.ty;
                let at = at_type(ty);
                quote_spanned!(at=> #private::checks::returned::<#ty>(__ffi_guard_value))
            }
            Returned::Character => tokens!(#private::u32::from(#value)),
            returned if returned.is_optional_character() => {
                tokens!(#private::Option::map(#value, #private::u32::from))
            }
            Returned::Optional { .. } => return None,
            Returned::Text => {
                let into_raw = tokens!(#private::string::IntoRawString::into_raw_string(#value));
                self.converted(&into_raw, unused)
            }
            Returned::List { .. } => tokens!(#private::vec::IntoFfiVec::into_ffi_vec(#value)),
            Returned::Texts => self.converted(&tokens!(#private::vec::texts(#value)), unused),
            Returned::Handles { target } => self.converted(&self.handles_of(target), unused),
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
                self.converted(&self.handle_of_value(*optional, target), unused)
            }
        };
        Some(tokens!(let __ffi_guard_value = #converted;))
    }

    /// Returns the conversion of an object into a handle, at its type.
    fn handle_of_value(&self, optional: bool, target: &Type) -> TokenStream {
        let into_handle = if optional { "optional_value_into_handle" } else { "value_into_handle" };
        let at = at_type(target);
        let (into_handle, private) = (Ident::new(into_handle, at), located(&self.private, at));
        quote_spanned!(at=> #private::handle::#into_handle::<#target>(__ffi_guard_value))
    }

    /// Returns the conversion of boxes into handles, at their type.
    fn handles_of(&self, target: &Type) -> TokenStream {
        let at = at_type(target);
        let (function, private) = (&self.function, located(&self.private, at));
        quote_spanned!(at=> #private::vec::handles::<#target>(#function, __ffi_guard_value))
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
        let at = at_type(target.unwrap_or(&result.ty));
        let (view, named) = (Ident::new(view, at), target.map(|ty| quote_spanned!(at=> ::<#ty>)));
        let (value, private) = (located(value, at), located(&self.private, at));
        quote_spanned!(at=> #private::view::#view #named (#value))
    }

    /// Emits the end of the body: the value in C, or the success status or flag after the value is written.
    pub(super) fn emit_finish(&self) -> TokenStream {
        let private = &self.private;
        if self.export.result.is_optional() {
            return self.emit_finish_optional();
        }
        let Some(success) = self.success_status() else {
            return tokens!(#private::Ok(__ffi_guard_value));
        };
        let write = self
            .export
            .has_out_parameter()
            .then(|| tokens!(__ffi_guard_out.write(#private::Option::Some(__ffi_guard_value));));
        tokens!(#write #private::Ok(#success))
    }

    fn emit_finish_optional(&self) -> TokenStream {
        let private = &self.private;
        let is_present = tokens!(__ffi_guard_is_present);
        let write = tokens! {
            let #is_present = #private::Option::is_some(&__ffi_guard_value);
            __ffi_guard_out.write(__ffi_guard_value);
        };
        match self.success_status() {
            Some(success) => tokens! {
                #write
                __ffi_guard_present.write(#private::Option::Some(#is_present));
                #private::Ok(#success)
            },
            None => tokens!(#write #private::Ok(#is_present)),
        }
    }

    /// Returns the status after a success.
    fn success_status(&self) -> Option<TokenStream> {
        let private = &self.private;
        Some(match self.export.status()? {
            None => tokens!(0),
            Some(ty) => tokens!(const { <#ty as #private::Status>::SUCCESS }),
        })
    }
}

/// An out-parameter that the shim adds after the parameters of the author.
pub(super) struct AddedOut {
    pub(super) input: Input,
    /// The name of its checked pointer.
    checked: Ident,
    /// Its name in errors.
    pub(super) label: TokenStream,
}

impl AddedOut {
    /// Returns its memory.
    pub(super) fn memory(&self, private: &TokenStream) -> TokenStream {
        let name = &self.input.name;
        tokens!(#private::checks::Memory::at(#name))
    }
}
