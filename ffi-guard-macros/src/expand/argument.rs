//! One argument on its way from C: how the shim receives it, checks it, and hands it to the function.

use super::owners::{self, Owner};
use super::signature::Input;
use super::{lints, located, passed, refusable};
use ffi_guard_syntax::convert::{Conversion, out_owner};
use ffi_guard_syntax::export::Parameter;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

/// What the expansion of one argument needs to know.
pub(super) struct Argument<'e> {
    pub(super) private: &'e TokenStream,
    /// The symbol of the function, as the runtime takes names.
    pub(super) function: &'e TokenStream,
    pub(super) parameter: &'e Parameter,
    /// The name that it has in the shim.
    pub(super) name: Ident,
    /// Its place among the parameters, from 0.
    pub(super) index: usize,
}

impl Argument<'_> {
    fn length(&self) -> Ident {
        format_ident!("__ffi_guard_length{}", self.index, span = Span::mixed_site())
    }

    /// Where the body finds it, once it is checked.
    fn checked(&self) -> Ident {
        format_ident!("__ffi_guard_checked{}", self.index, span = Span::mixed_site())
    }

    /// Where the function leaves what an `Out` is to write; `None` for other arguments.
    pub(super) fn out_slot(&self) -> Option<Ident> {
        matches!(self.parameter.conversion, Conversion::Out { .. }).then(|| self.slot())
    }

    fn slot(&self) -> Ident {
        format_ident!("__ffi_guard_slot{}", self.index, span = Span::mixed_site())
    }

    /// The parameters that it is in C.
    pub(super) fn received(&self) -> Vec<Input> {
        let lints = || self.parameter.lints.iter().map(lints::softened).collect();
        let one = |(name, ty)| Input { lints: lints(), name, ty };
        self.types().into_iter().map(one).collect()
    }

    fn types(&self) -> Vec<(Ident, TokenStream)> {
        let (private, ty) = (self.private, &self.parameter.ty);
        let site = Span::mixed_site();
        let received = match &self.parameter.conversion {
            Conversion::AsIs => passed::exactly(private, ty),
            Conversion::Value => quote_spanned!(site=> #private::MaybeUninit<#ty>),
            Conversion::Character => quote_spanned!(site=> #private::u32),
            Conversion::Function { pointer, .. } => {
                quote_spanned!(site=> #private::Option<#pointer>)
            }
            Conversion::CStr { .. } | Conversion::Text { .. } => {
                quote_spanned!(site=> *const #private::c_char)
            }
            Conversion::Reference { exclusive: false, target, .. }
            | Conversion::Shared { target } => {
                quote_spanned!(site=> *const #target)
            }
            Conversion::Reference { target, .. }
            | Conversion::Boxed { target, .. }
            | Conversion::Taken { target } => {
                quote_spanned!(site=> *mut #target)
            }
            Conversion::Out { target } => match out_owner(target) {
                Some(owned) => quote_spanned!(site=> *mut *mut #owned),
                None => quote_spanned!(site=> *mut #target),
            },
            Conversion::Slice { exclusive, element, .. } => {
                let pointer = if *exclusive {
                    quote_spanned!(site=> *mut #element)
                } else {
                    quote_spanned!(site=> *const #element)
                };
                let length = quote_spanned!(site=> #private::usize);
                return vec![(self.name.clone(), pointer), (self.length(), length)];
            }
        };
        vec![(self.name.clone(), received)]
    }

    /// The statement that checks it; nothing where nothing can be wrong.
    pub(super) fn check(&self) -> TokenStream {
        let Some(call) = self.check_call() else { return TokenStream::new() };
        let Self { private, function, .. } = self;
        let site = Span::mixed_site();
        let call = if self.parameter.conversion.is_checked_in_memory() {
            quote_spanned!(site=> unsafe { #call })
        } else {
            call
        };
        let (checked, value) = (self.checked(), refusable(private, function, &self.label(), &call));
        quote_spanned!(site=> let #checked = #value;)
    }

    /// At the type, where rustc is to say what it does not implement.
    fn check_call(&self) -> Option<TokenStream> {
        let Self { private, name, .. } = self;
        let at = |ty: &Type| Span::mixed_site().located_at(ty.span());
        let by = |owner: Owner<'_>, check: &str| {
            let at = at(owner.target());
            let (check, name) = (Ident::new(check, at), located(&name.to_token_stream(), at));
            owners::of(private, owner, &quote_spanned!(at=> #check(#name)))
        };
        Some(match &self.parameter.conversion {
            Conversion::Boxed { optional: false, target } => {
                by(Owner::Box(target), "ffi_guard_check")
            }
            Conversion::Boxed { target, .. } => by(Owner::Box(target), "ffi_guard_check_optional"),
            Conversion::Shared { target } => by(Owner::Arc(target), "ffi_guard_check"),
            Conversion::Taken { target } => {
                let at = at(target);
                let (private, name) = (located(private, at), located(&name.to_token_stream(), at));
                quote_spanned!(at=> #private::handle::check_owned_self::<#target>(#name))
            }
            conversion => {
                let site = self.followed().map_or_else(Span::mixed_site, at);
                let (check, arguments) = (check_of(conversion)?, self.check_arguments());
                let arguments = located(&arguments, site);
                let (check, private) = (Ident::new(check, site), located(private, site));
                let named = self.followed().map(|ty| quote_spanned!(site=> ::<#ty>));
                let unchecked = (!self.is_checked()).then(|| quote_spanned!(site=> unchecked::));
                quote_spanned!(site=> #private::checks::#unchecked #check #named (#arguments))
            }
        })
    }

    /// Whether the value behind a pointer is checked.
    fn is_checked(&self) -> bool {
        match self.parameter.conversion {
            Conversion::Reference { checked, .. } | Conversion::Slice { checked, .. } => checked,
            _ => true,
        }
    }

    /// The type whose values are checked, as the author wrote it.
    fn followed(&self) -> Option<&Type> {
        match &self.parameter.conversion {
            Conversion::Value => Some(&self.parameter.ty),
            Conversion::Reference { target, .. } => Some(target),
            Conversion::Slice { element, .. } => Some(element),
            Conversion::Out { target } if out_owner(target).is_none() => Some(target),
            _ => None,
        }
    }

    fn check_arguments(&self) -> TokenStream {
        let name = &self.name;
        let site = Span::mixed_site();
        match &self.parameter.conversion {
            Conversion::Value => quote_spanned!(site=> &#name),
            Conversion::Slice { .. } => {
                let length = self.length();
                quote_spanned!(site=> #name, #length)
            }
            _ => name.to_token_stream(),
        }
    }

    /// What a refusal calls it.
    pub(super) fn label(&self) -> TokenStream {
        let number = || (self.index + 1).to_string();
        let name = self.parameter.ident().map_or_else(number, |ident| ident.unraw().to_string());
        super::name_of(self.private, &name)
    }

    /// The memory that it covers, and whether the function may write there; `None` for what is no pointer.
    pub(super) fn memory(&self) -> Option<(TokenStream, bool)> {
        let Self { private, name, parameter, .. } = self;
        let (site, checked) = (Span::mixed_site(), self.checked());
        let conversion = &parameter.conversion;
        let memory = match conversion {
            Conversion::AsIs
            | Conversion::Value
            | Conversion::Character
            | Conversion::Function { .. } => return None,
            Conversion::Out { .. } => {
                quote_spanned!(site=> #private::checks::Memory::at(#name))
            }
            held if held.is_optional() => {
                quote_spanned!(site=> #private::checks::Memory::of_optional(&#checked))
            }
            _ => quote_spanned!(site=> #private::checks::Memory::of(&#checked)),
        };
        Some((memory, conversion.may_be_written()))
    }

    /// What stands before all checks: a call that is refused does not drop what C still owns.
    pub(super) fn keep(&self) -> Option<TokenStream> {
        let Self { private, name, parameter, .. } = self;
        parameter.is_passed_unchecked().then(
            || quote_spanned!(Span::mixed_site()=> let #name = #private::ManuallyDrop::new(#name);),
        )
    }

    /// What stands before the call: nothing is refused any more.
    pub(super) fn prepare(&self) -> TokenStream {
        let Conversion::Out { target } = &self.parameter.conversion else {
            return TokenStream::new();
        };
        let (private, slot, checked) = (self.private, self.slot(), self.checked());
        let clear =
            out_owner(target).map(|_| quote_spanned!(Span::mixed_site()=> #checked.clear();));
        quote_spanned! {Span::mixed_site()=>
            #clear
            let #slot = #private::OutSlot::new();
        }
    }

    /// What the function gets.
    pub(super) fn handed_over(&self) -> TokenStream {
        let Self { private, name, .. } = self;
        let (site, checked) = (Span::mixed_site(), self.checked());
        match &self.parameter.conversion {
            Conversion::AsIs if self.parameter.is_passed_unchecked() => {
                quote_spanned!(site=> #private::ManuallyDrop::into_inner(#name))
            }
            Conversion::AsIs => name.to_token_stream(),
            Conversion::Value => quote_spanned!(site=> unsafe { #name.assume_init() }),
            Conversion::Boxed { optional: false, target } => self.taken("take_box", target),
            Conversion::Boxed { target, .. } => self.taken("take_optional_box", target),
            Conversion::Shared { target } => self.taken("take_arc", target),
            Conversion::Taken { target } => self.taken("take_value", target),
            Conversion::Out { .. } => {
                let slot = self.slot();
                quote_spanned!(site=> unsafe { #private::OutSlot::as_out(&#slot) })
            }
            Conversion::Character | Conversion::Function { .. } => checked.to_token_stream(),
            lent => {
                // At the type, where rustc is to say that the borrow ends with the call.
                let at = site.located_at(self.parameter.ty.span());
                let call = quote_spanned!(at=> &__ffi_guard_call);
                let lend = match (lent.is_optional(), lent.may_be_written()) {
                    (false, false) => "borrow",
                    (false, true) => "borrow_mut",
                    (true, false) => "borrow_optional",
                    (true, true) => "borrow_optional_mut",
                };
                let lend = Ident::new(lend, site);
                let lend = quote_spanned!(site=> #private::checks::#lend(&#checked, #call));
                quote_spanned!(site=> unsafe { #lend })
            }
        }
    }

    /// What C gives away; at the type, as its check.
    fn taken(&self, take: &str, target: &Type) -> TokenStream {
        let at = Span::mixed_site().located_at(target.span());
        let (private, take) = (located(self.private, at), Ident::new(take, at));
        let checked = located(&self.checked().to_token_stream(), at);
        quote_spanned!(at=> unsafe { #private::handle::#take(#checked) })
    }

    /// What poisons it if the function unwinds; `None` for what cannot be a handle.
    pub(super) fn poison_on_unwind(&self) -> Option<TokenStream> {
        let Conversion::Reference { optional, .. } = &self.parameter.conversion else {
            return None;
        };
        let (private, checked) = (self.private, self.checked());
        let bomb = Ident::new(
            if *optional { "optional_poison_on_unwind" } else { "poison_on_unwind" },
            Span::mixed_site(),
        );
        Some(quote_spanned!(Span::mixed_site()=> #private::checks::#bomb(&#checked)))
    }

    /// What stands after a call that succeeded: what an `Out` holds is made into C's, and freed if that of another
    /// cannot be. If it cannot be itself, `unused` is dropped.
    pub(super) fn given(&self, unused: &[TokenStream]) -> TokenStream {
        let Conversion::Out { target } = &self.parameter.conversion else {
            return TokenStream::new();
        };
        let Some(owned) = out_owner(target) else { return TokenStream::new() };
        let (private, slot, site) = (self.private, self.slot(), Span::mixed_site());
        let value = quote_spanned!(site=> __ffi_guard_object);
        let given = owners::given_later(private, self.function, Owner::Box(owned), &value, unused);
        quote_spanned! {site=>
            let #slot = match #slot {
                #private::Option::Some(__ffi_guard_object) => #private::Option::Some(#given),
                #private::Option::None => #private::Option::None,
            };
        }
    }

    /// What stands behind the last that can fail.
    pub(super) fn deliver(&self) -> TokenStream {
        let Conversion::Out { target } = &self.parameter.conversion else {
            return TokenStream::new();
        };
        let (private, slot, checked, site) =
            (self.private, self.slot(), self.checked(), Span::mixed_site());
        let value = match out_owner(target) {
            Some(_) => {
                let deliver = quote_spanned!(site=> #private::handle::PendingOwner::into_raw);
                quote_spanned!(site=> #private::Option::map(#slot, #deliver))
            }
            None => slot.to_token_stream(),
        };
        quote_spanned!(site=> #checked.write(#value);)
    }
}

/// The function of the runtime that checks such an argument.
fn check_of(conversion: &Conversion) -> Option<&'static str> {
    Some(match conversion {
        Conversion::AsIs => return None,
        Conversion::Value => "value",
        Conversion::Character => "character",
        Conversion::Function { optional: false, .. } => "function",
        Conversion::Function { optional: true, .. } => "optional_function",
        Conversion::Reference { exclusive: false, optional: false, .. } => "reference",
        Conversion::Reference { exclusive: false, optional: true, .. } => "optional_reference",
        Conversion::Reference { exclusive: true, optional: false, .. } => "exclusive",
        Conversion::Reference { exclusive: true, optional: true, .. } => "optional_exclusive",
        Conversion::CStr { optional: false } => "c_str",
        Conversion::CStr { optional: true } => "optional_c_str",
        Conversion::Text { optional: false } => "text",
        Conversion::Text { optional: true } => "optional_text",
        Conversion::Slice { exclusive: false, .. } => "slice",
        Conversion::Slice { exclusive: true, .. } => "exclusive_slice",
        Conversion::Out { .. } => "out",
        // By their owners.
        Conversion::Boxed { .. } | Conversion::Shared { .. } | Conversion::Taken { .. } => {
            return None;
        }
    })
}
