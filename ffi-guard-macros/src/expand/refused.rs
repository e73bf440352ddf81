//! What is left of an item that was refused: the errors, and the item itself, so that code which uses it
//! is not drowned in errors of its own.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta};

/// Attributes that would export the item unguarded, or report what has been reported.
const REMOVED: [&str; 6] =
    ["no_mangle", "export_name", "ffi_export", "ffi_callback", "unguarded", "track_caller"];

/// The errors and the item.
pub(crate) fn item(error: &syn::Error, item: TokenStream) -> TokenStream {
    let mut tokens = error.to_compile_error();
    let remaining = |input: ParseStream<'_>| {
        let attrs = input.call(Attribute::parse_outer)?;
        let attrs = attrs.iter().filter(|attr| !REMOVED.contains(&name(attr).as_str()));
        let rest: TokenStream = input.parse()?;
        Ok(quote_spanned!(Span::mixed_site()=> #(#attrs)* #rest))
    };
    tokens.extend(remaining.parse2(item));
    tokens
}

/// The last segment of the attribute's path, `unsafe(..)` looked through.
fn name(attr: &Attribute) -> String {
    let inner = attr.path().is_ident("unsafe").then(|| attr.parse_args::<Meta>().ok()).flatten();
    let path = inner.as_ref().map_or(attr.path(), Meta::path);
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

/// What a `#[no_mangle]` says that resolves to our shadow instead of being ambiguous.
pub(crate) fn no_mangle(item: TokenStream) -> TokenStream {
    quote_spanned! {Span::call_site()=>
        ::core::compile_error! {
            "this export is not guarded: add `#[ffi_guard::ffi_export(..)]`, or `#[ffi_guard::unguarded(reason = \"..\")]`"
        }
        #item
    }
}
