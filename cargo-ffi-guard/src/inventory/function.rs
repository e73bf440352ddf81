//! A function as the inventory sees it, wherever it is defined.

use super::body::text;
use super::first_span::first;
use super::model::SignatureSummary;
use proc_macro2::Span;
use quote::ToTokens;
use syn::{
    Attribute, Block, ImplItemFn, ItemFn, ReturnType, Safety, Signature, TraitItemFn, Visibility,
};

/// A function of a module, an `impl` block or a trait.
#[derive(Clone, Copy)]
pub(super) struct Function<'f> {
    pub(super) attributes: &'f [Attribute],
    pub(super) visibility: Option<&'f Visibility>,
    pub(super) signature: &'f Signature,
    pub(super) block: Option<&'f Block>,
    /// Whether the parameters could not be parsed, so that the signature has none.
    pub(super) unreadable_parameters: bool,
}

impl<'f> Function<'f> {
    pub(super) fn of_item(item: &'f ItemFn) -> Self {
        Self::new(&item.attrs, Some(&item.vis), &item.sig, Some(&item.block))
    }

    pub(super) fn of_impl(item: &'f ImplItemFn) -> Self {
        Self::new(&item.attrs, Some(&item.vis), &item.sig, Some(&item.block))
    }

    pub(super) fn of_trait(item: &'f TraitItemFn) -> Self {
        Self::new(&item.attrs, None, &item.sig, item.default.as_ref())
    }

    fn new(
        attributes: &'f [Attribute],
        visibility: Option<&'f Visibility>,
        signature: &'f Signature,
        block: Option<&'f Block>,
    ) -> Self {
        Self { attributes, visibility, signature, block, unreadable_parameters: false }
    }

    /// Returns what the head of the function says.
    pub(super) fn summary(&self) -> SignatureSummary {
        let abi = self
            .signature
            .abi
            .as_ref()
            .map(|abi| abi.name.as_ref().map_or_else(|| "C".to_owned(), |name| name.value()));
        let returns = match &self.signature.output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, ty) => text(ty.to_token_stream()),
        };
        let is_unsafe = matches!(self.signature.safety, Safety::Unsafe(_));
        SignatureSummary { abi, is_unsafe, returns }
    }

    /// Returns the span of the first token behind the attributes.
    pub(super) fn start(&self) -> Span {
        let visibility = self.visibility.and_then(first);
        visibility.or_else(|| first(self.signature)).unwrap_or_else(Span::call_site)
    }
}
