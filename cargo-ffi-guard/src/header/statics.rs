//! The exported statics.

use super::comments::kept;
use super::exports::exports_symbol;
use super::flat::{Flat, TypeScope, Uses};
use super::function::{Function, refused};
use super::modules::{Definition, DefinitionKind, Modules};
use super::rust_text::ident;
use crate::failure::Failure;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::HashMap;
use syn::{Type, parse_quote};

/// Returns the exported statics as cbindgen is given them. `symbols` has the symbol of each by its place, and none for a
/// static that a macro names that is not expanded.
pub(super) fn statics(
    flat: &mut Flat<'_>,
    symbols: &HashMap<String, Option<String>>,
) -> Result<Vec<Function>, Failure> {
    let modules = flat.modules;
    let mut found = Vec::new();
    for definition in &modules.definitions {
        let DefinitionKind::Static(item) = &definition.kind else { continue };
        if !is_exported(modules, definition) {
            continue;
        }
        let (mut uses, scope) = (Uses::default(), TypeScope::of_module(definition.module));
        let symbol = match symbols.get(&definition.place) {
            Some(Some(symbol)) => symbol.clone(),
            Some(None) => continue,
            None => {
                let symbol = definition.symbol.clone().or_else(|| symbol(definition));
                symbol.unwrap_or_else(|| definition.name.clone())
            }
        };
        let ty = flat.lower(&item.ty, &scope, true, &mut uses);
        let ty = ty.map_err(|problem| refused(&symbol, &definition.place, &problem))?;
        let (ty, aliases) = with_named_callbacks(ty, &symbol);
        let (attrs, name, mutability) = (kept(&definition.attrs), ident(&symbol), &item.mutability);
        let source = quote! {
            #(#aliases)*
            #(#attrs)* #[unsafe(no_mangle)] pub static #mutability #name: #ty = 0;
        };
        found.push(Function {
            symbol,
            source,
            gate: definition.gate.clone(),
            uses,
            place: definition.place.clone(),
            is_rust_form: false,
        });
    }
    Ok(found)
}

fn is_exported(modules: &Modules<'_>, definition: &Definition) -> bool {
    definition.attrs.iter().any(exports_symbol)
        && !definition.is_ignored
        && !modules.modules[definition.module].is_block
        && modules.is_own(definition.module)
}

fn symbol(definition: &Definition) -> Option<String> {
    definition.attrs.iter().find_map(|attr| {
        let meta: syn::Meta = match &attr.meta {
            syn::Meta::List(list) if list.path.is_ident("unsafe") => list.parse_args().ok()?,
            meta => meta.clone(),
        };
        let value =
            &meta.require_name_value().ok().filter(|it| it.path.is_ident("export_name"))?.value;
        let text: syn::LitStr = syn::parse2(value.to_token_stream()).ok()?;
        Some(text.value())
    })
}

/// Gives function pointers a name, because cbindgen writes the `const` of a static in front of their return type.
fn with_named_callbacks(mut ty: Type, symbol: &str) -> (Type, Vec<TokenStream>) {
    let mut aliases = Vec::new();
    let mut inner = &mut ty;
    while let Type::Array(array) = inner {
        inner = &mut *array.elem;
    }
    let is_optional = matches!(&*inner, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"));
    if matches!(inner, Type::FnPtr(_)) || is_optional {
        let name = ident(&format!("{symbol}_type"));
        aliases.push(quote!(pub type #name = #inner;));
        *inner = parse_quote!(#name);
    }
    (ty, aliases)
}
