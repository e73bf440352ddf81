//! The C form: the author's function with its body guarded.

use super::{c_form_parameters, guard, in_place, symbol};
use ffi_guard_syntax::export::Export;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(super) fn expand(export: &Export) -> TokenStream {
    let export_name = symbol::export_name(&export.symbol);
    // An exported function is not inlined, and rustc warns of an attribute that says otherwise.
    let attrs = export.function.attrs.iter().filter(|attr| !attr.path().is_ident("inline"));
    let attributes = quote_spanned!(Span::mixed_site()=> #(#attrs)* #export_name);
    let warnings = c_form_parameters::warnings(export);
    let record = guard::record(export);
    in_place::expand(export, &attributes, &quote_spanned!(Span::mixed_site()=> #warnings #record))
}
