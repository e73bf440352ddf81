//! An export without a guard: the item under its symbol, and a record that says that it is unguarded.

use super::runtime::private;
use super::symbol;
use ffi_guard_syntax::model::{Function, Unguarded, UnguardedItem};
use proc_macro2::TokenStream;

pub(crate) fn expand(unguarded: Unguarded) -> TokenStream {
    let Unguarded { item, symbol, krate } = unguarded;
    let private = private(krate.as_ref());
    let export_name = symbol::export_name(&symbol);
    match item {
        UnguardedItem::Static(item) => tokens!(#export_name #item),
        UnguardedItem::Function(function) => {
            let Function { attrs, vis, sig, body, .. } = *function;
            let record = symbol::record(&private, &symbol, false);
            tokens! {
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
