//! Lint levels for generated code.

use ffi_guard_syntax::model::{Conversion, Export, Form, Parameter, Returned};
use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned;
use syn::{Attribute, Meta};

/// Returns a lint level for a repetition. `expect` becomes `allow`, because an expectation that is not met is a warning.
pub(super) fn softened(attr: &Attribute) -> TokenStream {
    match &attr.meta {
        Meta::List(list) if list.path.is_ident("expect") => {
            let lints = &list.tokens;
            quote_spanned!(list.path.span()=> #[allow(#lints)])
        }
        meta => quote_spanned!(attr.pound_token.span=> #[#meta]),
    }
}

/// Returns whether the name of a parameter says that it is not used.
pub(super) fn is_marked_unused(name: &Ident) -> bool {
    let name = name.to_string();
    name.starts_with('_') && !name.starts_with("__ffi_guard")
}

/// Allows the use of such a parameter, which is moved into the guarded body.
pub(super) fn allow_use() -> TokenStream {
    tokens! {
        #[allow(clippy::used_underscore_binding, clippy::no_effect_underscore_binding)]
    }
}

/// Allows parameters that own more than the function needs, because C passes them so. Before the author's levels, which
/// win.
pub(super) fn allow_owners(export: &Export) -> Option<TokenStream> {
    let owns = |parameter: &Parameter| {
        matches!(
            parameter.conversion,
            Conversion::Boxed { .. }
                | Conversion::BoxedList { .. }
                | Conversion::Shared { .. }
                | Conversion::Out { .. }
                | Conversion::Value
                | Conversion::Callback(_)
        )
    };
    export.parameters.iter().any(owns).then(|| {
        tokens! {
            #[allow(clippy::boxed_local, clippy::needless_pass_by_value)]
        }
    })
}

/// Allows the types of closures: the attribute reads them as they are written, so the author cannot use an alias.
pub(super) fn allow_closures(export: &Export) -> Option<TokenStream> {
    let calls = |parameter: &Parameter| matches!(parameter.conversion, Conversion::Callback(_));
    export.parameters.iter().any(calls).then(|| {
        tokens! {
            #[allow(clippy::type_complexity)]
        }
    })
}

/// Allows a `Vec` of boxes, because C owns the objects one by one.
pub(super) fn allow_lists(export: &Export) -> Option<TokenStream> {
    let is_list =
        |parameter: &Parameter| matches!(parameter.conversion, Conversion::BoxedList { .. });
    let any = export.parameters.iter().any(is_list)
        || matches!(export.result.returned, Returned::Handles { .. });
    any.then(|| tokens!(#[allow(clippy::vec_box)]))
}

/// Allows two lints of clippy on a function that is guarded in place. `missing_panics_doc`: its callers see no panic.
/// `must_use_candidate`: clippy exempts `no_mangle` functions, but not functions with an `export_name`.
pub(super) fn allow_in_place(export: &Export) -> TokenStream {
    let of_c = matches!(export.form, Form::C { .. })
        .then(|| tokens!(#[allow(clippy::must_use_candidate)]));
    tokens!(#[allow(clippy::missing_panics_doc)] #of_c)
}

/// Allows `pub` in a private type: in a block it exports a function to C.
pub(super) fn allow_public() -> TokenStream {
    tokens!(#[allow(unreachable_pub)])
}
