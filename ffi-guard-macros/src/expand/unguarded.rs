//! An export without a guard: the item under its symbol, and a record that says that it is unguarded. A tool needs the
//! record of a static where linkers put constants into executable memory.

use super::runtime::private;
use super::{describe, symbol};
use ffi_guard_syntax::model::{Function, Unguarded, UnguardedItem};
use proc_macro2::TokenStream;

pub(crate) fn expand(unguarded: Unguarded) -> TokenStream {
    let private = private(unguarded.krate.as_ref());
    let description = describe::unguarded(&private, &unguarded);
    let Unguarded { item, symbol, .. } = unguarded;
    let export_name = symbol::export_name(&symbol);
    let record = symbol::record(&private, &symbol, symbol::Origin::Unguarded);
    match item {
        UnguardedItem::Static(item) => {
            let cfg = item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
            tokens! {
                #(#cfg)*
                const _: () = { #record #description };
                #export_name
                #item
            }
        }
        UnguardedItem::Function(function) => {
            let Function { attrs, vis, sig, body, .. } = *function;
            tokens! {
                #(#attrs)*
                #export_name
                #vis #sig {
                    #record
                    #description
                    #body
                }
            }
        }
    }
}
