//! A type under `#[derive(FfiHandle)]`.

use super::meta_args::{self, Argument};
use super::{ffi_attr, since};
use crate::errors::Errors;
use crate::model::{HandleOwner, SourceHandle};
use syn::{Attribute, Data, DeriveInput, Expr, Fields};

const KNOWN: [&str; 7] = ["owner", "checked", "poison", "single_thread", "since", "name", "crate"];
const USAGE: &str = "`owner = box`, `owner = arc`, `checked`, `poison`, `single_thread`, `since = \"1.2\"`, `name = \"counter\"` or \
                     `crate = path`";

/// Reads the type and its `#[ffi(..)]`.
pub(crate) fn parse(input: DeriveInput, errors: &mut Errors) -> SourceHandle {
    let DeriveInput { ident, generics, attrs, data, .. } = input;
    let mut handle = SourceHandle {
        ident,
        generics,
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
