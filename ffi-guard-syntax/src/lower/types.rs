//! Lowers unguarded exports, libraries and types.

use super::export;
use crate::model::{
    CheckedField, ERROR_FUNCTIONS, FfiType, Handle, Library, ListContent, ListElement, Shape,
    SourceFfiType, SourceHandle, SourceLibrary, SourceShape, SourceUnguarded, Unguarded,
    UnguardedItem,
};
use crate::names;
use crate::types::{self, Listed};
use syn::{LitStr, Type};

/// Returns `None` for an item without a symbol, which `check` rejects.
pub(crate) fn unguarded(source: SourceUnguarded) -> Option<Unguarded> {
    let attr = source.symbol_attrs.first()?;
    let symbol = match &source.item {
        UnguardedItem::Function(function) => export::attributed(attr, &function.sig.ident),
        UnguardedItem::Static(item) => export::attributed(attr, &item.ident),
    };
    Some(Unguarded { item: source.item, symbol, since: source.since, krate: source.krate })
}

/// Returns `None` for a library without a prefix, which `check` rejects.
pub(crate) fn library(source: SourceLibrary) -> Option<Library> {
    let has_errors = source.errors.as_ref().is_none_or(|errors| errors.value() != "none");
    let error_functions = has_errors.then(|| error_functions(&source));
    let elements = source.vecs.iter().filter_map(list_element);
    Some(Library {
        prefix: source.prefix??.value(),
        error_functions,
        quiet: source.quiet,
        backtrace: source.backtrace,
        strings: source.strings,
        vecs: elements.collect(),
        abi: source.abi,
        codes: source.codes,
        checked_handles: source.checked_handles,
        shadow: source.shadow,
        krate: source.krate.and_then(|path| path.get_ident().cloned()),
    })
}

/// Returns the elements of a list. `None` for a type without a name, which `check` rejects.
fn list_element(ty: &Type) -> Option<ListElement> {
    let (content, name) = match (types::listed(ty), ty) {
        (Listed::Text, _) => (ListContent::Texts, "string".to_owned()),
        (Listed::Handle(target), _) => {
            (ListContent::Handles(target.path.clone()), names::of_type(&target.path)?)
        }
        (Listed::Other, Type::Path(path)) => {
            (ListContent::Values(path.path.clone()), names::of_type(&path.path)?)
        }
        (Listed::Other, _) => return None,
    };
    Some(ListElement { content, name })
}

/// Returns the symbols of the error functions, in their order. Without a prefix, which `check` rejects, the names alone.
pub(crate) fn error_functions(source: &SourceLibrary) -> [String; ERROR_FUNCTIONS.len()] {
    let prefix = source.prefix.iter().flatten().next().map(LitStr::value).unwrap_or_default();
    ERROR_FUNCTIONS.map(|function| {
        let named = source.error_names.iter().find(|(key, _)| key == function);
        named.map_or_else(|| format!("{prefix}_{function}"), |(_, name)| name.value())
    })
}

pub(crate) fn handle(source: SourceHandle) -> Handle {
    let name = source.name.as_ref().map(LitStr::value);
    Handle {
        name: name.unwrap_or_else(|| names::snake_case(&source.ident.to_string())),
        ident: source.ident,
        owner: source.owner,
        checked: source.checked,
        poison: source.poison.is_some(),
        single_thread: source.single_thread,
        callbacks: source.callbacks,
        since: source.since,
        krate: source.krate,
    }
}

/// Returns `None` for a union, which `check` rejects.
pub(crate) fn ffi_type(source: SourceFfiType) -> Option<FfiType> {
    let shape = match source.shape {
        SourceShape::Struct(fields) => {
            let all = fields.iter().map(|field| (field.member.clone(), field.ty.clone())).collect();
            let (unchecked, checked): (Vec<_>, Vec<_>) =
                fields.into_iter().partition(|field| field.unchecked);
            let checked = checked
                .into_iter()
                .map(|field| CheckedField { member: field.member, ty: field.ty });
            Shape::Struct {
                checked: checked.collect(),
                unchecked: unchecked.into_iter().map(|field| field.ty).collect(),
                fields: all,
                transparent: source.repr.transparent,
            }
        }
        SourceShape::Enum(variants) => {
            let variants = variants.into_iter().map(|variant| variant.ident).collect();
            Shape::Enum { number: source.repr.number, variants }
        }
        SourceShape::Union(_) => return None,
    };
    Some(FfiType { ident: source.ident, generics: source.generics, shape, krate: source.krate })
}
