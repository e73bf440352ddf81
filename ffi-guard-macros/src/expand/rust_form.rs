//! The Rust form: the author's function as it is, and a guarded shim with a C ABI beside it.

use super::converted::{self, Shim};
use super::{claim, guard, lints, parameters, passed, private, signature, strings, symbol, vecs};
use ffi_guard_syntax::export::Export;
use ffi_guard_syntax::function::Function;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::ext::IdentExt;
use syn::{Abi, Attribute, LitStr, Safety, Token};

pub(super) fn expand(export: &Export, abi: &LitStr) -> TokenStream {
    let Function { attrs, vis, sig, body, .. } = &export.function;
    let block = export.function.block(body);
    let owners = lints::allow_owners(export);
    let beside = beside(export, abi);
    quote_spanned! {Span::mixed_site()=>
        #owners
        #(#attrs)*
        #vis #sig #block

        #beside
    }
}

/// What stands beside the function: the shim, and what belongs to it.
pub(super) fn beside(export: &Export, abi: &LitStr) -> TokenStream {
    let shim = shim(export, abi);
    // At the type of a method: what is wrong there is wrong for all methods of the block, and reported once.
    let owner = export.owner.as_ref().and_then(|owner| owner.segments.last());
    let named = owner.map_or(&export.function.sig.ident, |owner| &owner.ident);
    let import = symbol::import(&export.symbol, named.span());
    let (bond, vec_bond) = (strings::bond(export), vecs::bond(export));
    let (passed, claim) = (passed::beside(export), claim::of(export));
    quote_spanned! {Span::mixed_site()=>
        const _: () = {
            #import
            #bond
            #vec_bond
            #passed
            #claim
            #shim
        };
    }
}

fn shim(export: &Export, abi: &LitStr) -> TokenStream {
    let shim = if export.converts() { converted::shim(export) } else { passed_on(export) };
    let export_name = symbol::export_name(&export.symbol);
    let (sig, record, body) = (signature(export, abi, &shim), guard::record(export), &shim.body);
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
            #record
            #body
        }
    }
}

/// The shim of a function whose signature is C's already.
fn passed_on(export: &Export) -> Shim {
    let names: Vec<_> = parameters::names(export).iter().map(Ident::to_token_stream).collect();
    let private = private(export.krate.as_ref());
    let mut inputs = parameters::inputs(export);
    for (input, parameter) in inputs.iter_mut().zip(&export.parameters) {
        input.ty = passed::exactly(&private, &parameter.ty);
    }
    let pattern = signature::pattern(&inputs);
    let block = export.function.block(&call(export, &names));
    Shim {
        inputs,
        output: passed::exactly(&private, &export.answer.ty),
        body: guard::guard(export, &pattern, &block),
    }
}

fn signature<'e>(export: &'e Export, abi: &LitStr, shim: &'e Shim) -> signature::Shim<'e> {
    let (site, author) = (Span::mixed_site(), &export.function.sig);
    signature::Shim {
        author,
        safety: export.takes_pointers() || export.function.is_unsafe(),
        abi: Abi { extern_token: Token![extern](site), name: Some(abi.clone()) },
        // Longer than the function's name, so that it cannot be the same and hide the function.
        ident: format_ident!("__ffi_guard_shim_of_{}", author.ident.unraw(), span = site),
        inputs: &shim.inputs,
        output: &shim.output,
    }
}

/// What the author allows in the signature, and the features that the call needs.
fn belongs_to_shim(attr: &Attribute) -> bool {
    ["allow", "expect", "target_feature"].iter().any(|name| attr.path().is_ident(name))
}

/// The call of the author's function.
pub(super) fn call(export: &Export, arguments: &[TokenStream]) -> TokenStream {
    // A local name of ours cannot be seen through this span, nor can a parameter that is named like the
    // function: what it finds is the function.
    let mut function = export.function.sig.ident.clone();
    function.set_span(Span::mixed_site().located_at(function.span()));
    let of = export.owner.as_ref().map(|owner| quote_spanned!(Span::mixed_site()=> #owner::));
    let call = quote_spanned!(Span::mixed_site()=> #of #function(#(#arguments),*));
    match export.function.sig.safety {
        // What the author asks of a caller is asked of C.
        Safety::Unsafe(_) => quote_spanned!(Span::mixed_site()=> unsafe { #call }),
        _ => call,
    }
}
