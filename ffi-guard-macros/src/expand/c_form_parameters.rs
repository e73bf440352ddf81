//! The warning at a parameter of the C form whose values only the Rust form checks.

use super::{lints, private};
use ffi_guard_syntax::c_form_parameters::{self, Named};
use ffi_guard_syntax::export::Export;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

/// Items for the author's function, inside of it, so that lint levels on the function apply to them.
///
/// The compiler, which knows the type, selects a constant: a deprecated one for a type that has invalid values. The use
/// of a deprecated item is the only warning that a procedural macro can cause on stable Rust.
pub(super) fn warnings(export: &Export) -> TokenStream {
    let private = private(export.krate.as_ref());
    c_form_parameters::of(export).iter().map(|named| warning(&private, named)).collect()
}

fn warning(private: &TokenStream, named: &Named<'_>) -> TokenStream {
    let Named { ty, at, lints } = named;
    let site = Span::mixed_site();
    let lints = lints.iter().map(lints::softened);
    let asked = quote_spanned!(site=> #private::c_form::TypeOf::<#ty>);
    // rustc underlines the name of the constant.
    let constant = Ident::new("UNCHECKED", site.located_at(*at));
    quote_spanned! {site=>
        #(#lints)*
        const _: () = {
            use #private::c_form::NotChecked as _;
            #private::c_form::Parameter::<{ #asked::IS_CHECKED || #asked::POINTS_TO_CHECKED }>::#constant
        };
    }
}
