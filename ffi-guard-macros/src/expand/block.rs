//! An exported `impl` block: the block as it is, and a guarded shim for each of its exports beside it.

use super::{lints, private, rust_form};
use ffi_guard_syntax::block::Block;
use ffi_guard_syntax::export::{Export, Form};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Attribute;

pub(crate) fn expand(block: &Block) -> TokenStream {
    let remaining = &block.remaining;
    let owners = block.exports.iter().find_map(lints::allow_owners);
    let shims = block.exports.iter().map(beside);
    let named = block.exports.first().map(|_| named(block));
    let public = block.exports.first().map(|_| lints::allow_public());
    quote_spanned! {Span::mixed_site()=>
        #public
        #owners
        #remaining
        #(#shims)*
        #named
    }
}

fn beside(export: &Export) -> TokenStream {
    let Form::Rust { abi } = &export.form else { return TokenStream::new() };
    let beside = rust_form::beside(export, abi);
    let conditions = conditions(&export.function.attrs);
    quote_spanned!(Span::mixed_site()=> #(#conditions)* #beside)
}

/// Under which the method is there.
fn conditions(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
}

/// Holds the block to the name that its type has in C.
fn named(block: &Block) -> TokenStream {
    let (private, ty, name) = (private(block.krate.as_ref()), &block.ty, &block.name);
    let conditions = &block.conditions;
    let message = format!(
        "the type and this block have different names in C: write `#[ffi(name = \"{name}\")]` on the type, \
         or its name here, `#[ffi_export(name = \"..\")]`"
    );
    let at = ty.segments.last().map_or_else(Span::mixed_site, |last| last.ident.span());
    let site = Span::mixed_site().located_at(at);
    quote_spanned! {site=>
        #(#conditions)*
        const _: () = {
            use #private::handle::NoName as _;
            ::core::assert!(#private::handle::names_agree(#private::handle::NameOf::<#ty>::NAME, #name), #message);
        };
    }
}
