//! A type under `#[derive(FfiHandle)]`.

use super::meta_args::{self, Argument};
use super::{ffi_attr, since};
use crate::errors::Errors;
use crate::model::{HandleOwner, SourceHandle};
use crate::tokens::mentions;
use quote::ToTokens;
use syn::{Attribute, Data, DeriveInput, Expr, Fields, Type};

const KNOWN: [&str; 7] = ["owner", "checked", "poison", "single_thread", "since", "name", "crate"];
const USAGE: &str = "`owner = box`, `owner = arc`, `checked`, `poison`, `single_thread`, `since = \"1.2\"`, `name = \"counter\"` or \
                     `crate = path`";

/// Reads the type and its `#[ffi(..)]`.
pub(crate) fn parse(input: DeriveInput, errors: &mut Errors) -> SourceHandle {
    let DeriveInput { ident, generics, attrs, data, .. } = input;
    let mut handle = SourceHandle {
        ident,
        generics,
        callbacks: callbacks(&data),
        inner_attrs: inner_attrs(data),
        owner: HandleOwner::Box,
        checked: false,
        poison: None,
        single_thread: false,
        since: None,
        name: None,
        krate: None,
    };
    let tokens = ffi_attr::on_type(&attrs, errors);
    for argument in meta_args::parse(tokens, &KNOWN, USAGE, errors) {
        take(&mut handle, argument, errors);
    }
    handle
}

fn take(handle: &mut SourceHandle, argument: Argument, errors: &mut Errors) {
    match argument.key.to_string().as_str() {
        "owner" => handle.owner = owner(argument, errors).unwrap_or(handle.owner),
        "checked" => {
            argument.word(errors);
            handle.checked = true;
        }
        "poison" => handle.poison = Some(argument.word(errors)),
        "single_thread" => {
            argument.word(errors);
            handle.single_thread = true;
        }
        "since" => handle.since = since::parse(argument, errors),
        "name" => handle.name = argument.string("`name = \"counter\"`", errors),
        _ => handle.krate = argument.path("`crate = ::my_ffi_guard`", errors),
    }
}

fn owner(argument: Argument, errors: &mut Errors) -> Option<HandleOwner> {
    const EXAMPLE: &str = "`owner = box` or `owner = arc`";
    let value = argument.value(EXAMPLE, errors)?;
    let word = match &value {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    };
    match word.as_deref() {
        Some("box") => Some(HandleOwner::Box),
        Some("arc") => Some(HandleOwner::Arc),
        _ => {
            errors.on(&value, &format!("an object is owned in one of two ways: write {EXAMPLE}"));
            None
        }
    }
}

/// Returns the types of fields that store closures which are not both `Send` and `Sync` by their spelling.
fn callbacks(data: &Data) -> Vec<Type> {
    let fields: Vec<&Fields> = match data {
        Data::Struct(data) => vec![&data.fields],
        Data::Enum(data) => data.variants.iter().map(|variant| &variant.fields).collect(),
        Data::Union(_) => Vec::new(),
    };
    let types = fields.into_iter().flatten().map(|field| &field.ty);
    let stores = |ty: &&Type| {
        let tokens = ty.to_token_stream();
        let any = |words: &[&str]| words.iter().any(|word| mentions(&tokens, word));
        let all = |words: &[&str]| words.iter().all(|word| mentions(&tokens, word));
        any(&["Fn", "FnMut", "FnOnce"]) && !all(&["Send", "Sync"])
    };
    types.filter(stores).cloned().collect()
}

/// Returns the `#[ffi(..)]` on fields and variants.
fn inner_attrs(data: Data) -> Vec<Attribute> {
    let mut attrs = Vec::new();
    match data {
        Data::Struct(data) => of_fields(data.fields, &mut attrs),
        Data::Enum(data) => {
            for variant in data.variants {
                attrs.extend(variant.attrs);
                of_fields(variant.fields, &mut attrs);
            }
        }
        Data::Union(data) => of_fields(Fields::Named(data.fields), &mut attrs),
    }
    attrs.retain(ffi_attr::is_ffi);
    attrs
}

fn of_fields(fields: Fields, attrs: &mut Vec<Attribute>) {
    for field in fields {
        attrs.extend(field.attrs);
    }
}
