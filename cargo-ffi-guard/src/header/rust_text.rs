//! Names and types as text.

use quote::{ToTokens, format_ident};
use syn::Type;
use syn::spanned::Spanned;

/// Returns a part of a name for a type.
pub(super) fn mangled(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    let text = text.replace("* const", "___").replace("* mut", "__");
    text.replace(' ', "")
        .replace(|letter: char| letter != '_' && !letter.is_ascii_alphanumeric(), "_")
        .trim_end_matches('_')
        .to_owned()
}

pub(super) fn ident(name: &str) -> syn::Ident {
    syn::parse_str(name).unwrap_or_else(|_| match name {
        "" | "_" => format_ident!("_unnamed"),
        name => syn::Ident::new_raw(name, proc_macro2::Span::call_site()),
    })
}

/// Returns code as the author wrote it.
pub(super) fn shown(code: &impl ToTokens) -> String {
    let tokens = code.to_token_stream();
    let written = tokens.span().source_text();
    match written.filter(|text| !text.is_empty() && !text.contains('\n')) {
        Some(text) => text,
        None => tokens.to_string().replace(" :: ", "::").replace("& ", "&").replace("* ", "*"),
    }
}

/// Returns the parts of the `repr` attributes, without spaces.
pub(super) fn reprs(attrs: &[syn::Attribute]) -> Vec<String> {
    let mut parts = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        let parser = syn::punctuated::Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
        if let Ok(found) = attr.parse_args_with(parser) {
            parts.extend(
                found.iter().map(|part| part.to_token_stream().to_string().replace(' ', "")),
            );
        }
    }
    parts
}
