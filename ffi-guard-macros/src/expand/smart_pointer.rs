//! `Box` and `Arc`, whose targets may be handles or not. Autoref specialization selects the code for them.

use super::Expander;
use super::runtime::{at_type, located};
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;

/// A smart pointer and its target.
#[derive(Clone, Copy)]
pub(super) enum SmartPointer<'e> {
    Box(&'e Type),
    Arc(&'e Type),
}

impl SmartPointer<'_> {
    pub(super) fn target(&self) -> &Type {
        let (Self::Box(target) | Self::Arc(target)) = self;
        target
    }
}

impl Expander<'_> {
    /// Returns the call of a method of the target's traits.
    pub(super) fn specialized(&self, pointer: SmartPointer<'_>, call: &TokenStream) -> TokenStream {
        let target = pointer.target();
        let (traits, of): (&[&str], _) = match pointer {
            SmartPointer::Box(_) => (&["HandleBox", "DataBox", "AnyBox"], "BoxOf"),
            SmartPointer::Arc(_) => (&["HandleArc", "AnyArc"], "ArcOf"),
        };
        let at = at_type(target);
        let traits = traits.iter().map(|name| Ident::new(name, at));
        let (of, private) = (Ident::new(of, at), located(&self.private, at));
        quote_spanned! {at=> {
            #[allow(unused_imports)]
            use #private::handle::{#(#traits as _),*};
            (&&#private::handle::#of::<#target>::OF).#call
        }}
    }

    /// Returns C's pointer for a smart pointer, or ends the body after dropping `unused`.
    pub(super) fn raw_pointer(
        &self,
        pointer: SmartPointer<'_>,
        value: &TokenStream,
        unused: &[TokenStream],
    ) -> TokenStream {
        self.pointer_by("ffi_guard_into_raw", pointer, value, unused)
    }

    /// Returns a pointer that is freed unless it is passed on to C.
    pub(super) fn pending_pointer(
        &self,
        pointer: SmartPointer<'_>,
        value: &TokenStream,
        unused: &[TokenStream],
    ) -> TokenStream {
        self.pointer_by("ffi_guard_into_pending", pointer, value, unused)
    }

    fn pointer_by(
        &self,
        method: &str,
        pointer: SmartPointer<'_>,
        value: &TokenStream,
        unused: &[TokenStream],
    ) -> TokenStream {
        let at = at_type(pointer.target());
        let method = Ident::new(method, at);
        let (value, private) = (located(value, at), located(&self.private, at));
        let value = match pointer {
            SmartPointer::Box(_) => {
                quote_spanned!(at=> #private::handle::IntoOptionBox::into_option_box(#value))
            }
            SmartPointer::Arc(_) if method == "ffi_guard_into_pending" => {
                quote_spanned!(at=> #private::handle::IntoOptionArc::into_option_arc(#value))
            }
            SmartPointer::Arc(_) => value,
        };
        let conversion = self.specialized(pointer, &quote_spanned!(at=> #method(#value)));
        self.converted(&conversion, unused)
    }
}
