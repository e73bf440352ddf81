//! Lint levels where the expansion does what the author did not write.

use ffi_guard_syntax::convert::Conversion;
use ffi_guard_syntax::export::{Export, Form, Parameter};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Attribute, Meta};

/// The lint level for the second place: what is expected in the first is allowed here, as an
/// expectation that nothing meets is a warning.
pub(super) fn softened(attr: &Attribute) -> TokenStream {
    match &attr.meta {
        Meta::List(list) if list.path.is_ident("expect") => {
            let lints = &list.tokens;
            quote_spanned!(list.path.span()=> #[allow(#lints)])
        }
        meta => quote_spanned!(attr.pound_token.span=> #[#meta]),
    }
}

/// Whether the author marks a parameter as one that is not used.
pub(super) fn is_marked_unused(name: &Ident) -> bool {
    let name = name.to_string();
    name.starts_with('_') && !name.starts_with("__ffi_guard")
}

/// Allows the use of such a parameter, which is ours: it is moved into the guarded body.
pub(super) fn allow_use() -> TokenStream {
    quote_spanned! {Span::mixed_site()=>
        #[allow(clippy::used_underscore_binding, clippy::no_effect_underscore_binding)]
    }
}

/// Allows parameters that own more than the function needs: what they are is what C passes. Before the author's
/// levels, so that those win.
pub(super) fn allow_owners(export: &Export) -> Option<TokenStream> {
    let owns = |parameter: &Parameter| {
        matches!(
            parameter.conversion,
            Conversion::Boxed { .. }
                | Conversion::Shared { .. }
                | Conversion::Out { .. }
                | Conversion::Value
        )
    };
    export.parameters.iter().any(owns).then(|| {
        quote_spanned! {Span::mixed_site()=>
            #[allow(clippy::boxed_local, clippy::needless_pass_by_value)]
        }
    })
}

/// Allows two lints of clippy on a function that is guarded in place. `missing_panics_doc`: its callers see no panic.
/// `must_use_candidate`: clippy exempts `no_mangle` functions, but not functions with an `export_name`.
pub(super) fn allow_in_place(export: &Export) -> TokenStream {
    let of_c = matches!(export.form, Form::C)
        .then(|| quote_spanned!(Span::mixed_site()=> #[allow(clippy::must_use_candidate)]));
    quote_spanned!(Span::mixed_site()=> #[allow(clippy::missing_panics_doc)] #of_c)
}

/// Allows `pub` where no other crate can come: in a block it says that C gets the function.
pub(super) fn allow_public() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> #[allow(unreachable_pub)])
}
