//! An export that stays without a guard: the item as it is, under its symbol, with a record that says so.

use super::{private, symbol};
use ffi_guard_syntax::function::Function;
use ffi_guard_syntax::symbol::Symbol;
use ffi_guard_syntax::unguarded::{Unguarded, UnguardedItem};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(crate) fn expand(unguarded: Unguarded) -> TokenStream {
    let Unguarded { item, symbol, krate } = unguarded;
    let private = private(krate.as_ref());
    let symbol = Symbol::Whole(symbol);
    let export_name = symbol::export_name(&symbol);
    match item {
        UnguardedItem::Static(item) => quote_spanned!(Span::mixed_site()=> #export_name #item),
        UnguardedItem::Function(function) => {
            let Function { attrs, vis, sig, body, .. } = *function;
            let record = symbol::record(&private, &symbol, false);
            quote_spanned! {Span::mixed_site()=>
                #(#attrs)*
                #export_name
                #vis #sig {
                    #record
                    #body
                }
            }
        }
    }
}
