//! `#[derive(FfiHandle)]`: a type whose objects C has as opaque pointers.

use crate::errors::Errors;
use crate::keyed;
use crate::names;
use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Data, DeriveInput, Expr, Path, Result};

const KNOWN: [&str; 6] = ["owner", "checked", "poison", "single_thread", "name", "crate"];
const USAGE: &str = "`owner = box`, `owner = arc`, `checked`, `poison`, `single_thread`, `name = \"counter\"` or \
                     `crate = path`";

/// A type that passed every check.
pub struct Handle {
    /// Its name.
    pub ident: Ident,
    /// The middle part of the symbols: the name in snake case, unless the author gives another.
    pub name: String,
    /// Who owns the objects.
    pub owner: Owner,
    /// Whether what C passes is checked, whatever the library says.
    pub checked: bool,
    /// Whether a panic makes an object unusable.
    pub poison: bool,
    /// Whether C uses each object on one thread alone.
    pub single_thread: bool,
    /// Where the runtime is, if not at `::ffi_guard`.
    pub krate: Option<Path>,
}

/// Who owns the objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// C alone, by a `Box`.
    Box,
    /// C and Rust, by shares of an `Arc`.
    Arc,
}

/// Reads the item under `#[derive(FfiHandle)]`.
///
/// # Errors
///
/// Everything that keeps it from being a handle, combined into one error.
pub fn parse(item: TokenStream) -> Result<Handle> {
    let mut errors = Errors::default();
    let DeriveInput { ident, generics, attrs, data, .. } = syn::parse2(item)?;
    no_marks_inside(&data, &mut errors);
    if !generics.params.is_empty() {
        let message = "one symbol frees the objects of one type, which cannot be generic; write a type for C that \
                       holds this one with its parameters";
        errors.on(&generics, message);
    }
    let mut handle = Handle {
        name: names::snake_case(&ident),
        ident,
        owner: Owner::Box,
        checked: false,
        poison: false,
        single_thread: false,
        krate: None,
    };
    for argument in arguments(&attrs, &mut errors) {
        let key = argument.key.clone();
        handle.take(argument, &mut errors);
        if handle.poison && handle.owner == Owner::Arc && (key == "poison" || key == "owner") {
            let message = "an `Arc` has no place for the mark beside the object, which Rust may use without a call \
                           of C's; write `#[ffi_export(poison = STATE)]` on the functions, or `owner = box`";
            errors.on(key, message);
        }
    }
    errors.finish(Some(handle))
}

/// On a field, or on a variant, it would say nothing.
fn no_marks_inside(data: &Data, errors: &mut Errors) {
    let of_fields = |fields: &syn::Fields| -> Vec<Attribute> {
        fields.iter().flat_map(|field| field.attrs.clone()).collect()
    };
    let attrs = match data {
        Data::Struct(data) => of_fields(&data.fields),
        Data::Enum(data) => {
            let variants = data.variants.iter();
            variants.flat_map(|one| [one.attrs.clone(), of_fields(&one.fields)].concat()).collect()
        }
        Data::Union(data) => {
            data.fields.named.iter().flat_map(|field| field.attrs.clone()).collect()
        }
    };
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("ffi")) {
        let message = "C does not look into a handle, so there is nothing to say of what is in it; remove this \
                       attribute, or put it on the type, which it then is for";
        errors.on(attr, message);
    }
}

/// What `#[ffi(..)]` says, once or in several.
fn arguments(attrs: &[Attribute], errors: &mut Errors) -> Vec<keyed::Argument> {
    let mut tokens = TokenStream::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("ffi")) {
        let list = attr.meta.require_list().map(|list| list.tokens.clone());
        if !tokens.is_empty() {
            tokens.extend(quote::quote!(,));
        }
        tokens.extend(errors.keep(list).unwrap_or_default());
    }
    keyed::parse(tokens, &KNOWN, USAGE, errors)
}

impl Handle {
    fn take(&mut self, argument: keyed::Argument, errors: &mut Errors) {
        match argument.key.to_string().as_str() {
            "owner" => self.owner = owner(argument, errors).unwrap_or(self.owner),
            "checked" => {
                argument.word(errors);
                self.checked = true;
            }
            "poison" => {
                argument.word(errors);
                self.poison = true;
            }
            "single_thread" => {
                argument.word(errors);
                self.single_thread = true;
            }
            "name" => {
                let literal = argument.string("`name = \"counter\"`", errors);
                let name = literal.and_then(|literal| names::part(&literal, errors));
                self.name = name.unwrap_or_default();
            }
            _ => self.krate = argument.path("`crate = ::my_ffi_guard`", errors),
        }
    }
}

fn owner(argument: keyed::Argument, errors: &mut Errors) -> Option<Owner> {
    const EXAMPLE: &str = "`owner = box` or `owner = arc`";
    let value = argument.value(EXAMPLE, errors)?;
    let word = match &value {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    };
    match word.as_deref() {
        Some("box") => Some(Owner::Box),
        Some("arc") => Some(Owner::Arc),
        _ => {
            errors.on(value, format!("an object is owned in one of two ways: write {EXAMPLE}"));
            None
        }
    }
}
