//! The warning at a parameter of the C form whose values only the Rust form checks.

use super::lints;
use ffi_guard_syntax::lower::c_form_parameters::{self, ParameterType};
use ffi_guard_syntax::model::Export;
use proc_macro2::{Ident, Span, TokenStream};

/// Returns items for the body of the author's function, so that lint levels on the function apply to them.
///
/// The compiler, which knows the type, selects a constant: a deprecated one for a type that has invalid values. The use
/// of a deprecated item is the only warning that a procedural macro can cause on stable Rust.
pub(super) fn warnings(private: &TokenStream, export: &Export) -> TokenStream {
    c_form_parameters::of(export).iter().map(|named| warning(private, named)).collect()
}

fn warning(private: &TokenStream, named: &ParameterType<'_>) -> TokenStream {
    let ParameterType { ty, at, lints } = named;
    let lints = lints.iter().map(lints::softened);
    let asked = tokens!(#private::c_form::TypeOf::<#ty>);
    // rustc underlines the name of the constant.
    let constant = Ident::new("UNCHECKED", Span::mixed_site().located_at(*at));
    tokens! {
        #(#lints)*
        const _: () = {
            use #private::c_form::NotChecked as _;
            #private::c_form::Parameter::<{ #asked::IS_CHECKED || #asked::POINTS_TO_CHECKED }>::#constant
        };
    }
}
