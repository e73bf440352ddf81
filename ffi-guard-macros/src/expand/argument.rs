//! One argument: how the shim receives it, checks it, and passes it to the function.

use super::runtime::{at_type, located, name_of};
use super::signature::Input;
use super::smart_pointer::SmartPointer;
use super::{Expander, lints, unconverted};
use ffi_guard_syntax::lower::OutContent;
use ffi_guard_syntax::model::{Conversion, Parameter};
use ffi_guard_syntax::names;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// An argument of a converting shim.
pub(super) struct Argument<'e> {
    pub(super) expander: &'e Expander<'e>,
    pub(super) parameter: &'e Parameter,
    /// Its name in the shim.
    pub(super) name: Ident,
    /// Its index among the parameters.
    pub(super) index: usize,
}

impl Argument<'_> {
    fn length(&self) -> Ident {
        format_ident!("__ffi_guard_length{}", self.index, span = Span::mixed_site())
    }

    /// Returns the name of the checked argument.
    pub(super) fn checked(&self) -> Ident {
        format_ident!("__ffi_guard_checked{}", self.index, span = Span::mixed_site())
    }

    /// Returns the parameters that it is in C.
    pub(super) fn inputs(&self) -> Vec<Input> {
        let lints = || self.parameter.lints.iter().map(lints::softened).collect();
        let one = |(name, ty)| Input { lints: lints(), name, ty };
        self.types().into_iter().map(one).collect()
    }

    pub(super) fn types(&self) -> Vec<(Ident, TokenStream)> {
        let (private, ty) = (&self.expander.private, &self.parameter.ty);
        let received = match &self.parameter.conversion {
            Conversion::Unconverted => unconverted::same_type(private, ty),
            Conversion::Value => tokens!(#private::MaybeUninit<#ty>),
            Conversion::Character => tokens!(#private::u32),
            Conversion::Function { pointer, .. } => tokens!(#private::Option<#pointer>),
            Conversion::CStr { .. } | Conversion::Text { .. } => tokens!(*const #private::c_char),
            Conversion::Texts => tokens!(*const *const #private::c_char),
            Conversion::References { target } => tokens!(*const *const #target),
            Conversion::BoxedList { target } => tokens!(*const *mut #target),
            Conversion::Reference { exclusive: false, target, .. }
            | Conversion::Shared { target }
            | Conversion::SharedReference { target, .. } => tokens!(*const #target),
            Conversion::Reference { target, .. }
            | Conversion::Boxed { target, .. }
            | Conversion::Taken { target } => tokens!(*mut #target),
            Conversion::Out { target, .. } => match OutContent::of(target) {
                OutContent::Value => tokens!(*mut #target),
                OutContent::Boxed(owned) | OutContent::Shared(owned) => tokens!(*mut *mut #owned),
                OutContent::Text => tokens!(*mut *mut #private::c_char),
                OutContent::List(element) => tokens!(*mut #private::FfiVec<#element>),
            },
            Conversion::Slice { exclusive: true, element, .. } => tokens!(*mut #element),
            Conversion::Slice { element, .. } => tokens!(*const #element),
            Conversion::Callback(callback) => return self.callback_types(callback),
        };
        let has_length = self.parameter.conversion.has_length();
        let length = has_length.then(|| (self.length(), tokens!(#private::usize)));
        std::iter::once((self.name.clone(), received)).chain(length).collect()
    }

    /// Emits the check; nothing for an argument that is always valid.
    pub(super) fn emit_check(&self) -> Option<TokenStream> {
        let call = self.check_call()?;
        let call = match self.parameter.conversion.is_checked_in_memory() {
            true => tokens!(unsafe { #call }),
            false => call,
        };
        let (checked, value) = (self.checked(), self.expander.checked(&self.label(), &call));
        Some(tokens!(let #checked = #value;))
    }

    /// Returns the call of the check at the type, where rustc reports a trait that it does not implement.
    fn check_call(&self) -> Option<TokenStream> {
        let (name, private) = (&self.name, &self.expander.private);
        if let Some((pointer, check)) = self.owner_check() {
            let at = at_type(pointer.target());
            let (check, passed) = (Ident::new(check, at), located(&self.check_arguments(), at));
            let check = quote_spanned!(at=> #check(#passed));
            return Some(self.expander.specialized(pointer, &check));
        }
        if let Conversion::Taken { target } = &self.parameter.conversion {
            let at = at_type(target);
            let (private, name) = (located(private, at), located(&name.to_token_stream(), at));
            return Some(quote_spanned!(at=> #private::handle::check_owned_self::<#target>(#name)));
        }
        let site = self.checked_type().map_or_else(Span::mixed_site, at_type);
        let check = Ident::new(check_of(&self.parameter.conversion)?, site);
        let arguments = located(&self.check_arguments(), site);
        let private = located(private, site);
        let named = self.checked_type().map(|ty| quote_spanned!(site=> ::<#ty>));
        let unchecked = (!self.is_checked()).then(|| quote_spanned!(site=> unchecked::));
        Some(quote_spanned!(site=> #private::checks::#unchecked #check #named (#arguments)))
    }

    /// Returns the owner whose type selects the check, and the name of the check. `None` for other arguments.
    fn owner_check(&self) -> Option<(SmartPointer<'_>, &'static str)> {
        Some(match &self.parameter.conversion {
            Conversion::Boxed { optional: false, target } => {
                (SmartPointer::Box(target), "ffi_guard_check")
            }
            Conversion::Boxed { target, .. } => {
                (SmartPointer::Box(target), "ffi_guard_check_optional")
            }
            Conversion::BoxedList { target } => (SmartPointer::Box(target), "ffi_guard_check_list"),
            Conversion::Shared { target } => (SmartPointer::Arc(target), "ffi_guard_check"),
            Conversion::SharedReference { optional: false, target } => {
                (SmartPointer::Arc(target), "ffi_guard_check_borrowed")
            }
            Conversion::SharedReference { target, .. } => {
                (SmartPointer::Arc(target), "ffi_guard_check_optional_borrowed")
            }
            _ => return None,
        })
    }

    /// Returns whether the value behind a pointer is checked.
    fn is_checked(&self) -> bool {
        match self.parameter.conversion {
            Conversion::Reference { checked, .. } | Conversion::Slice { checked, .. } => checked,
            _ => true,
        }
    }

    /// Returns the type whose values are checked, as the author wrote it.
    fn checked_type(&self) -> Option<&Type> {
        match &self.parameter.conversion {
            Conversion::Value => Some(&self.parameter.ty),
            Conversion::Reference { target, .. } | Conversion::References { target } => {
                Some(target)
            }
            Conversion::Slice { element, .. } => Some(element),
            Conversion::Out { target, .. } if !OutContent::of(target).is_owned() => Some(target),
            _ => None,
        }
    }

    fn check_arguments(&self) -> TokenStream {
        let name = &self.name;
        match &self.parameter.conversion {
            Conversion::Value => tokens!(&#name),
            conversion if conversion.has_length() => {
                let length = self.length();
                tokens!(#name, #length)
            }
            _ => name.to_token_stream(),
        }
    }

    /// Returns the name of the parameter in errors: the author's, or its number.
    pub(super) fn label(&self) -> TokenStream {
        let number = || (self.index + 1).to_string();
        let name = self.parameter.ident().map_or_else(number, names::unraw);
        name_of(&self.expander.private, &name)
    }

    /// Returns the memory behind a pointer, or a checked list of pointers.
    pub(super) fn memory(&self) -> Option<TokenStream> {
        let (private, name, checked) = (&self.expander.private, &self.name, self.checked());
        let conversion = &self.parameter.conversion;
        if !conversion.follows_a_pointer() {
            return None;
        }
        Some(match conversion {
            list if list.is_list() => tokens!(&#checked),
            Conversion::Out { .. } => tokens!(#private::checks::Memory::at(#name)),
            held if held.is_optional() => tokens!(#private::checks::Memory::of_optional(&#checked)),
            _ => tokens!(#private::checks::Memory::of(&#checked)),
        })
    }

    /// Emits the statement before all checks that keeps an unchecked value, as a rejected call does not drop what C owns,
    /// or that takes ownership of the data of a callback.
    pub(super) fn emit_keep(&self) -> Option<TokenStream> {
        let (private, name) = (&self.expander.private, &self.name);
        let keep = || tokens!(let #name = #private::ManuallyDrop::new(#name););
        self.emit_adopt().or_else(|| self.parameter.is_unchecked().then(keep))
    }

    /// Returns the argument of the author's function.
    pub(super) fn handed_over(&self) -> TokenStream {
        let (private, name, checked) = (&self.expander.private, &self.name, self.checked());
        match &self.parameter.conversion {
            Conversion::Unconverted if self.parameter.is_unchecked() => {
                tokens!(#private::ManuallyDrop::into_inner(#name))
            }
            Conversion::Unconverted => name.to_token_stream(),
            Conversion::Value => tokens!(unsafe { #name.assume_init() }),
            Conversion::Boxed { optional: false, target } => self.taken("take_box", target),
            Conversion::Boxed { target, .. } => self.taken("take_optional_box", target),
            Conversion::BoxedList { target } => self.taken("take_boxes", target),
            Conversion::Shared { target } => self.taken("take_arc", target),
            Conversion::Taken { target } => self.taken("take_value", target),
            Conversion::Out { optional, .. } => {
                let slot = self.slot_name();
                match optional {
                    false => tokens!(unsafe { #private::OutSlot::as_out(&#slot) }),
                    true => tokens! {
                        unsafe { #private::OutSlot::as_optional_out(&#slot, #checked.is_some()) }
                    },
                }
            }
            Conversion::Character | Conversion::Function { .. } => checked.to_token_stream(),
            Conversion::Callback(callback) => self.closure_handed_over(callback),
            borrowed => self.borrowed(borrowed),
        }
    }

    fn borrowed(&self, conversion: &Conversion) -> TokenStream {
        let (private, checked) = (&self.expander.private, self.checked());
        // At the type, where rustc reports that the borrow ends with the call.
        let at = Span::mixed_site().located_at(self.parameter.ty.span());
        let call = quote_spanned!(at=> &__ffi_guard_call);
        let borrow = match (conversion, conversion.is_optional(), conversion.may_be_written()) {
            (Conversion::Texts, ..) => "borrow_texts",
            (Conversion::References { .. }, ..) => "borrow_references",
            (_, false, false) => "borrow",
            (_, false, true) => "borrow_mut",
            (_, true, false) => "borrow_optional",
            (_, true, true) => "borrow_optional_mut",
        };
        let borrow = Ident::new(borrow, Span::mixed_site());
        tokens!(unsafe { #private::checks::#borrow(&#checked, #call) })
    }

    /// Returns an object whose ownership C transfers, at the type like its check.
    fn taken(&self, take: &str, target: &Type) -> TokenStream {
        let at = at_type(target);
        let (private, take) = (located(&self.expander.private, at), Ident::new(take, at));
        let checked = located(&self.checked().to_token_stream(), at);
        quote_spanned!(at=> unsafe { #private::handle::#take(#checked) })
    }

    /// Returns a value whose drop poisons the object. `None` for an argument that cannot be a borrowed handle.
    pub(super) fn poison_on_unwind(&self) -> Option<TokenStream> {
        let poison = match &self.parameter.conversion {
            Conversion::Reference { optional: false, .. } => "poison_on_unwind",
            Conversion::Reference { .. } => "optional_poison_on_unwind",
            Conversion::References { .. } => "poison_list_on_unwind",
            _ => return None,
        };
        let (private, checked) = (&self.expander.private, self.checked());
        let poison = Ident::new(poison, Span::mixed_site());
        Some(tokens!(#private::checks::#poison(&#checked)))
    }
}

/// Returns the function of the runtime that checks an argument. `None` if the argument needs no check, or is checked by
/// its owner.
fn check_of(conversion: &Conversion) -> Option<&'static str> {
    Some(match conversion {
        Conversion::Value => "value",
        Conversion::Character => "character",
        Conversion::Function { optional: false, .. } => "function",
        Conversion::Function { optional: true, .. } => "optional_function",
        Conversion::Callback(callback) if callback.optional => "optional_function",
        Conversion::Callback(_) => "function",
        Conversion::Reference { exclusive: false, optional: false, .. } => "reference",
        Conversion::Reference { exclusive: false, optional: true, .. } => "optional_reference",
        Conversion::Reference { exclusive: true, optional: false, .. } => "exclusive",
        Conversion::Reference { exclusive: true, optional: true, .. } => "optional_exclusive",
        Conversion::CStr { optional: false } => "c_str",
        Conversion::CStr { optional: true } => "optional_c_str",
        Conversion::Text { optional: false, counted: false } => "text",
        Conversion::Text { optional: true, counted: false } => "optional_text",
        Conversion::Text { optional: false, counted: true } => "counted_text",
        Conversion::Text { optional: true, counted: true } => "optional_counted_text",
        Conversion::Texts => "texts",
        Conversion::References { .. } => "references",
        Conversion::Slice { exclusive: false, .. } => "slice",
        Conversion::Slice { exclusive: true, .. } => "exclusive_slice",
        Conversion::Out { optional: false, .. } => "out",
        Conversion::Out { optional: true, .. } => "optional_out",
        Conversion::Unconverted
        | Conversion::Boxed { .. }
        | Conversion::BoxedList { .. }
        | Conversion::Shared { .. }
        | Conversion::SharedReference { .. }
        | Conversion::Taken { .. } => return None,
    })
}
