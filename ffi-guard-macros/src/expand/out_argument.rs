//! An `Out` argument: the slot that the function fills, and the value that C gets once everything has succeeded.

use super::argument::Argument;
use super::smart_pointer::SmartPointer;
use ffi_guard_syntax::lower::OutContent;
use ffi_guard_syntax::model::Conversion;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::Type;

impl Argument<'_> {
    /// Returns the type that an `Out` is for. `None` for other arguments.
    fn out_target(&self) -> Option<&Type> {
        match &self.parameter.conversion {
            Conversion::Out { target, .. } => Some(target),
            _ => None,
        }
    }

    /// Returns the name of the slot. `None` for other arguments.
    pub(super) fn slot(&self) -> Option<Ident> {
        self.out_target().map(|_| self.slot_name())
    }

    pub(super) fn slot_name(&self) -> Ident {
        format_ident!("__ffi_guard_slot{}", self.index, span = Span::mixed_site())
    }

    /// Emits a call of a method of C's pointer, unless that is null.
    fn emit_on_pointer(&self, call: &TokenStream) -> TokenStream {
        let (private, checked) = (&self.expander.private, self.checked());
        if !self.parameter.conversion.is_optional() {
            return tokens!(#checked.#call;);
        }
        tokens! {
            if let #private::Option::Some(__ffi_guard_pointer) = &#checked {
                __ffi_guard_pointer.#call;
            }
        }
    }

    /// Emits the slot, after all checks. A pointer in C's memory is cleared, as C must not free an earlier one again.
    pub(super) fn emit_slot(&self) -> Option<TokenStream> {
        let target = self.out_target()?;
        let (private, slot) = (&self.expander.private, self.slot_name());
        let is_owned = OutContent::of(target).is_owned();
        let clear = is_owned.then(|| self.emit_on_pointer(&tokens!(clear())));
        Some(tokens! {
            #clear
            let #slot = #private::OutSlot::new();
        })
    }

    /// Emits the conversion of an owner in the slot that may fail. The converted owner is freed again if a later
    /// conversion fails. `slots` has all slots of the call.
    pub(super) fn emit_convert_out(&self, slots: &[Ident]) -> Option<TokenStream> {
        let (private, slot) = (&self.expander.private, self.slot_name());
        let value = tokens!(__ffi_guard_object);
        let unused = unused(&slot, slots);
        let pointer = |pointer| self.expander.pending_pointer(pointer, &value, &unused);
        let pending = match OutContent::of(self.out_target()?) {
            OutContent::Boxed(owned) => pointer(SmartPointer::Box(owned)),
            OutContent::Shared(owned) => pointer(SmartPointer::Arc(owned)),
            OutContent::Text => {
                let converted = tokens!(#private::string::IntoRawString::into_c_string(#value));
                self.expander.converted(&converted, &unused)
            }
            // A list is converted when it is written, which cannot fail.
            OutContent::Value | OutContent::List(_) => return None,
        };
        Some(tokens! {
            let #slot = match #slot {
                #private::Option::Some(__ffi_guard_object) => #private::Option::Some(#pending),
                #private::Option::None => #private::Option::None,
            };
        })
    }

    /// Emits the write to C's memory, after the last conversion that can fail.
    pub(super) fn emit_write_out(&self) -> Option<TokenStream> {
        let content = OutContent::of(self.out_target()?);
        let (private, slot) = (&self.expander.private, self.slot_name());
        let written = |into: TokenStream| tokens!(#private::Option::map(#slot, #private::#into));
        let value = match content {
            OutContent::Boxed(_) | OutContent::Shared(_) => {
                written(tokens!(handle::PendingOwner::into_raw))
            }
            OutContent::Text => written(tokens!(string::raw)),
            OutContent::List(_) => written(tokens!(vec::IntoFfiVec::into_ffi_vec)),
            OutContent::Value => slot.to_token_stream(),
        };
        Some(self.emit_on_pointer(&tokens!(write(#value))))
    }
}

/// Returns the values to drop if a slot cannot be converted: the function's result and the other slots, in the reverse
/// order of their declarations.
fn unused(own: &Ident, slots: &[Ident]) -> Vec<TokenStream> {
    let mut parts = slots.split(|slot| slot == own);
    let (before, after) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let latest_first = |slots: &[Ident]| slots.iter().rev().map(Ident::to_token_stream).collect();
    let mut unused: Vec<_> = latest_first(before);
    unused.push(tokens!(__ffi_guard_value));
    unused.append(&mut latest_first(after));
    unused
}
