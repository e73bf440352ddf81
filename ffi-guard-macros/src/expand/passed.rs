//! What keeps handles out of what passes as it stands.

use super::private;
use ffi_guard_syntax::export::{Export, Form};
use ffi_guard_syntax::passed::{self, Passed};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

const MESSAGE: &str = "this type is a handle, which C has as a token, or with a mark beside it, and here it passes as \
                       it stands: only a plain `fn`, or an exported `impl` block, takes and returns it";

/// Inside the author's function.
///
/// An item there knows neither `Self` nor the parameters of the `impl` block around it, which the attribute does not
/// see. A block knows them, but rustc looks into it only where it builds the function, and not where it checks it; so
/// it is for callbacks, which alone can be generic, and for `Self`.
pub(super) fn in_place(export: &Export) -> TokenStream {
    let callback = matches!(export.form, Form::Callback);
    let private = private(export.krate.as_ref());
    let one = |passed: &Passed| {
        let assertion = assertion(&private, passed);
        if callback || passed.of_self {
            quote_spanned!(Span::mixed_site()=> const { #assertion };)
        } else {
            item(&assertion)
        }
    };
    passed::of(export).iter().map(one).collect()
}

/// Beside the author's function.
pub(super) fn beside(export: &Export) -> TokenStream {
    let private = private(export.krate.as_ref());
    passed::of(export).iter().map(|passed| item(&assertion(&private, passed))).collect()
}

fn item(assertion: &TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> const _: () = { #assertion };)
}

fn assertion(private: &TokenStream, passed: &Passed) -> TokenStream {
    let Passed { ty, at, .. } = passed;
    quote_spanned! {Span::mixed_site().located_at(*at)=>
        use #private::handle::NoHandle as _;
        ::core::assert!(
            #private::handle::Passed::<#ty>::AS_IT_STANDS && #private::handle::Passed::<#ty>::BY_ITS_POINTER,
            #MESSAGE
        );
    }
}
