//! `#[ffi_callback]`: the author's function with its body guarded, and neither symbol nor record.

use super::{guard, in_place};
use ffi_guard_syntax::export::Export;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

pub(super) fn expand(callback: &Export) -> TokenStream {
    let attrs = &callback.function.attrs;
    let attributes = quote_spanned!(Span::mixed_site()=> #(#attrs)*);
    in_place::expand(callback, &attributes, &guard::gate(callback))
}
