//! The C form: the author's function with its body guarded.

use super::{export_name, guard, parameters};
use ffi_guard_syntax::export::Export;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(super) fn expand(export: &Export) -> TokenStream {
    let sig = parameters::signature(export);
    let guarded = guard::guard(export, &parameters::bind(export));
    let record = guard::record(export);
    let export_name = export_name(&export.symbol);
    let vis = &export.function.vis;
    // An exported function is not inlined, and rustc warns of an attribute that says otherwise.
    let attrs = export.function.attrs.iter().filter(|attr| !attr.path().is_ident("inline"));
    // The lint level stands before the author's attributes, so that theirs wins.
    quote_spanned! {Span::mixed_site()=>
        #[deny(improper_ctypes_definitions)]
        #(#attrs)*
        #export_name
        #vis #sig {
            #record
            #guarded
        }
    }
}
