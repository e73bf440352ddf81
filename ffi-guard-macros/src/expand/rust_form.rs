//! The Rust form: the author's function as it is, and a guarded shim with a C ABI beside it.

use super::{export_name, guard, lints, parameters};
use ffi_guard_syntax::export::Export;
use ffi_guard_syntax::function::Function;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::{Abi, Attribute, LitStr, Safety, Signature, Token};

pub(super) fn expand(export: &Export, abi: &LitStr) -> TokenStream {
    let Function { attrs, vis, sig, body, .. } = &export.function;
    let block = export.function.block(body);
    let shim = shim(export, abi);
    let record = guard::record(export);
    quote_spanned! {Span::mixed_site()=>
        #(#attrs)*
        #vis #sig #block

        const _: () = {
            #record
            #shim
        };
    }
}

fn shim(export: &Export, abi: &LitStr) -> TokenStream {
    let guarded = guard::guard(export, &export.function.block(&call(export)));
    let export_name = export_name(&export.symbol);
    let sig = signature(export, abi);
    let attrs = &export.function.attrs;
    // Only where it is needed: an author may forbid to allow it.
    let deprecated = attrs.iter().any(|attr| attr.path().is_ident("deprecated"));
    let deprecated = deprecated.then(|| quote_spanned!(Span::mixed_site()=> #[allow(deprecated)]));
    let attrs = attrs.iter().filter(|attr| belongs_to_shim(attr));
    let attrs = attrs.map(lints::softened);
    let unused =
        parameters::names(export).iter().any(lints::is_marked_unused).then(lints::allow_use);
    quote_spanned! {Span::mixed_site()=>
        #[deny(improper_ctypes_definitions)]
        #deprecated
        #unused
        #(#attrs)*
        #export_name
        #sig {
            #guarded
        }
    }
}

fn signature(export: &Export, abi: &LitStr) -> Signature {
    let site = Span::mixed_site();
    Signature {
        abi: Some(Abi { extern_token: Token![extern](site), name: Some(abi.clone()) }),
        // Longer than the function's name, so that it cannot be the same and hide the function.
        ident: format_ident!(
            "__ffi_guard_shim_of_{}",
            export.function.sig.ident.unraw(),
            span = site
        ),
        ..parameters::signature(export)
    }
}

/// What the author allows in the signature, and the features that the call needs.
fn belongs_to_shim(attr: &Attribute) -> bool {
    ["allow", "expect", "target_feature"].iter().any(|name| attr.path().is_ident(name))
}

fn call(export: &Export) -> TokenStream {
    // A local name of ours cannot be seen through this span, nor can a parameter that is named like the
    // function: what it finds is the function.
    let mut function = export.function.sig.ident.clone();
    function.set_span(Span::mixed_site().located_at(function.span()));
    let names = parameters::names(export);
    let call = quote_spanned!(Span::mixed_site()=> #function(#(#names),*));
    match export.function.sig.safety {
        // What the author asks of a caller is asked of C.
        Safety::Unsafe(_) => quote_spanned!(Span::mixed_site()=> unsafe { #call }),
        _ => call,
    }
}
