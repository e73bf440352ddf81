//! The expansion of a rejected item: the errors, and the item itself, so that code which uses it has no errors of its
//! own.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta};

/// Attributes that would export the item unguarded, or report an error again.
const REMOVED: [&str; 6] =
    ["no_mangle", "export_name", "ffi_export", "ffi_callback", "unguarded", "track_caller"];

/// Returns the errors and the item.
pub(crate) fn item(error: &syn::Error, item: TokenStream) -> TokenStream {
    let mut tokens = error.to_compile_error();
    let remaining = |input: ParseStream<'_>| {
        let attrs = input.call(Attribute::parse_outer)?;
        let attrs = attrs.iter().filter(|attr| !REMOVED.contains(&name(attr).as_str()));
        let rest = without_ffi_attrs(input.parse()?);
        Ok(tokens!(#(#attrs)* #rest))
    };
    tokens.extend(remaining.parse2(item));
    tokens
}

/// Removes `#[ffi(..)]` from the parameters, and the attributes of this crate from the functions of a block.
fn without_ffi_attrs(item: TokenStream) -> TokenStream {
    let is_impl = |token: &TokenTree| matches!(token, TokenTree::Ident(ident) if ident == "impl");
    let is_block = item.clone().into_iter().take(2).any(|token| is_impl(&token));
    let inner = |token: TokenTree| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            within(&group, without_own_attrs(group.stream()))
        }
        TokenTree::Group(group) if is_block && group.delimiter() == Delimiter::Brace => {
            within(&group, without_ffi_attrs(without_own_attrs(group.stream())))
        }
        other => other,
    };
    item.into_iter().map(inner).collect()
}

fn within(group: &Group, stream: TokenStream) -> TokenTree {
    let mut without = Group::new(group.delimiter(), stream);
    without.set_span(group.span());
    without.into()
}

/// Removes the attributes of this crate at this level.
fn without_own_attrs(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = TokenStream::new();
    while let Some(token) = tokens.next() {
        let pound = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        if !pound || tokens.next_if(is_own_attr).is_none() {
            kept.extend([token]);
        }
    }
    kept
}

/// Returns whether the brackets of an attribute contain an attribute of this crate, or one that exports the item.
fn is_own_attr(token: &TokenTree) -> bool {
    const OWN: [&str; 4] = ["ffi", "ffi_export", "no_mangle", "export_name"];
    let TokenTree::Group(group) = token else { return false };
    let is =
        |token: &TokenTree, name: &str| matches!(token, TokenTree::Ident(ident) if ident == name);
    let stream = || group.stream().into_iter();
    // The last name in `ffi_guard::ffi_export(..)`.
    let path = stream().take_while(|token| !matches!(token, TokenTree::Group(_)));
    let last = path.filter(|token| matches!(token, TokenTree::Ident(_))).last();
    let is_own = |token: &TokenTree| OWN.iter().any(|own| is(token, own));
    let inside = || {
        stream().any(|token| match token {
            TokenTree::Group(group) => group.stream().into_iter().any(|token| is_own(&token)),
            _ => false,
        })
    };
    last.is_some_and(|last| {
        is_own(&last) || (is(&last, "unsafe") || is(&last, "cfg_attr")) && inside()
    })
}

/// Returns the last segment of the attribute's path, or of the path in `unsafe(..)`.
fn name(attr: &Attribute) -> String {
    let inner = attr.path().is_ident("unsafe").then(|| attr.parse_args::<Meta>().ok()).flatten();
    let path = inner.as_ref().map_or(attr.path(), Meta::path);
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

/// Returns the error of a `#[no_mangle]` that resolves to the shadow instead of being ambiguous.
pub(crate) fn no_mangle(item: TokenStream) -> TokenStream {
    quote_spanned! {Span::call_site()=>
        ::core::compile_error! {
            "this export is not guarded: add `#[ffi_guard::ffi_export(..)]`, or `#[ffi_guard::unguarded(reason = \"..\")]`"
        }
        #item
    }
}
