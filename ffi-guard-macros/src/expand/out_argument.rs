//! An `Out` argument: the slot that the function fills, and the value that C gets once everything has succeeded.

use super::argument::Argument;
use super::smart_pointer::SmartPointer;
use ffi_guard_syntax::lower::out_owner;
use ffi_guard_syntax::model::Conversion;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::Type;

impl Argument<'_> {
    /// Returns the type that an `Out` is for. `None` for other arguments.
    fn out_target(&self) -> Option<&Type> {
        match &self.parameter.conversion {
            Conversion::Out { target } => Some(target),
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

    /// Emits the slot, after all checks. A pointer in C's memory is cleared, as C must not free an earlier one again.
    pub(super) fn emit_slot(&self) -> Option<TokenStream> {
        let target = self.out_target()?;
        let (private, slot, checked) = (&self.expander.private, self.slot_name(), self.checked());
        let clear = out_owner(target).map(|_| tokens!(#checked.clear();));
        Some(tokens! {
            #clear
            let #slot = #private::OutSlot::new();
        })
    }

    /// Emits the conversion of an owner in the slot to a pointer, which is freed again if a later conversion fails.
    /// `slots` has all slots of the call.
    pub(super) fn emit_convert_out(&self, slots: &[Ident]) -> Option<TokenStream> {
        let owned = out_owner(self.out_target()?)?;
        let (private, slot) = (&self.expander.private, self.slot_name());
        let value = tokens!(__ffi_guard_object);
        let unused = unused(&slot, slots);
        let pending = self.expander.pending_pointer(SmartPointer::Box(owned), &value, &unused);
        Some(tokens! {
            let #slot = match #slot {
                #private::Option::Some(__ffi_guard_object) => #private::Option::Some(#pending),
                #private::Option::None => #private::Option::None,
            };
        })
    }

    /// Emits the write to C's memory, after the last conversion that can fail.
    pub(super) fn emit_write_out(&self) -> Option<TokenStream> {
        let target = self.out_target()?;
        let (private, slot, checked) = (&self.expander.private, self.slot_name(), self.checked());
        let value = match out_owner(target) {
            Some(_) => {
                tokens!(#private::Option::map(#slot, #private::handle::PendingOwner::into_raw))
            }
            None => slot.to_token_stream(),
        };
        Some(tokens!(#checked.write(#value);))
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
