//! The author's function where it stands, with its body guarded.

use super::{guard, parameters, passed, signature};
use ffi_guard_syntax::export::Export;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// `attributes` are those that the function is to have, and `prologue` is what stands before its guard.
pub(super) fn expand(
    export: &Export,
    attributes: &TokenStream,
    prologue: &TokenStream,
) -> TokenStream {
    let sig = signature::of(&export.function.sig, &parameters::inputs(export));
    let guarded = guard::guard(export, &parameters::pattern(export), &parameters::bind(export));
    let vis = &export.function.vis;
    let passed = passed::in_place(export);
    // The lint level stands before the author's attributes, so that theirs wins.
    quote_spanned! {Span::mixed_site()=>
        #[deny(improper_ctypes_definitions)]
        #attributes
        #vis #sig {
            #passed
            #prologue
            #guarded
        }
    }
}
