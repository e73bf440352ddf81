//! An exported `impl` block: the block as it is, and a guarded shim for each of its exports beside it.

use super::runtime::private;
use super::{Expander, lints};
use ffi_guard_syntax::model::{Block, Export};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(crate) fn expand(block: &Block) -> TokenStream {
    let remaining = &block.remaining;
    let owners = block.exports.iter().find_map(lints::allow_owners);
    let closures = block.exports.iter().find_map(lints::allow_closures);
    let lists = block.exports.iter().find_map(lints::allow_lists);
    let shims = block.exports.iter().map(beside);
    let name = block.exports.first().map(|_| assert_name(block));
    let public = block.exports.first().map(|_| lints::allow_public());
    tokens! {
        #public
        #owners
        #closures
        #lists
        #remaining
        #(#shims)*
        #name
    }
}

/// Returns the items beside a method, under its conditions.
fn beside(export: &Export) -> TokenStream {
    let beside = Expander::new(export).emit_beside();
    let conditions = export.function.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    tokens!(#(#conditions)* #beside)
}

/// Asserts that the block uses the name that its type has in C.
fn assert_name(block: &Block) -> TokenStream {
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
