//! Owners on their way to C and back, whose targets may be handles or not: the compiler tells which.

use super::{located, refusable_with};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Type;
use syn::spanned::Spanned;

/// What owns the target.
#[derive(Clone, Copy)]
pub(super) enum Owner<'e> {
    Box(&'e Type),
    Arc(&'e Type),
}

impl Owner<'_> {
    pub(super) fn target(&self) -> &Type {
        let (Self::Box(target) | Self::Arc(target)) = self;
        target
    }
}

/// The call of a method of the target's traits.
pub(super) fn of(private: &TokenStream, owner: Owner<'_>, call: &TokenStream) -> TokenStream {
    let target = owner.target();
    let (traits, of): (&[&str], _) = match owner {
        Owner::Box(_) => (&["HandleBox", "DataBox", "AnyBox"], "BoxOf"),
        Owner::Arc(_) => (&["HandleArc", "AnyArc"], "ArcOf"),
    };
    let site = Span::mixed_site();
    let at = site.located_at(target.span());
    let traits = traits.iter().map(|name| Ident::new(name, at));
    let of = Ident::new(of, at);
    let private = located(private, at);
    quote_spanned! {at=> {
        #[allow(unused_imports)]
        use #private::handle::{#(#traits as _),*};
        (&&#private::handle::#of::<#target>::OF).#call
    }}
}

/// C's pointer for an owner, or the end of the body, where `unused` is dropped.
pub(super) fn given(
    private: &TokenStream,
    function: &TokenStream,
    owner: Owner<'_>,
    value: &TokenStream,
    unused: &[TokenStream],
) -> TokenStream {
    given_by("ffi_guard_into_raw", private, function, owner, value, unused)
}

/// The same, freed unless it is delivered.
pub(super) fn given_later(
    private: &TokenStream,
    function: &TokenStream,
    owner: Owner<'_>,
    value: &TokenStream,
    unused: &[TokenStream],
) -> TokenStream {
    given_by("ffi_guard_into_pending", private, function, owner, value, unused)
}

fn given_by(
    method: &str,
    private: &TokenStream,
    function: &TokenStream,
    owner: Owner<'_>,
    value: &TokenStream,
    unused: &[TokenStream],
) -> TokenStream {
    let site = Span::mixed_site();
    let at = site.located_at(owner.target().span());
    let method = Ident::new(method, at);
    let (value, ours) = (located(value, at), located(private, at));
    let value = match owner {
        Owner::Box(_) => quote_spanned!(at=> #ours::handle::IntoOptionBox::into_option_box(#value)),
        Owner::Arc(_) => value,
    };
    let give = of(private, owner, &quote_spanned!(at=> #method(#value)));
    refusable_with(private, function, &give, unused)
}
