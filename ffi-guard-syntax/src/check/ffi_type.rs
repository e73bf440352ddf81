//! The rules for `#[derive(FfiType)]`.

use crate::errors::Errors;
use crate::model::{SourceFfiType, SourceShape};
use syn::Variant;

/// Checks a type.
pub(crate) fn check(ty: &SourceFfiType, errors: &mut Errors) {
    if let Some(packed) = &ty.repr.packed {
        let message = "a reference to a field of a packed struct may be misaligned; remove `packed`, \
                       or pass the type with `#[ffi(unchecked)]`";
        errors.on(packed, message);
    }
    match &ty.shape {
        SourceShape::Struct(fields) => of_struct(ty, fields.is_empty(), errors),
        SourceShape::Enum(variants) => of_enum(ty, variants, errors),
        SourceShape::Union(token) => {
            let message = "which field of a union holds a value cannot be told from its bytes; \
                           pass it with `#[ffi(unchecked)]` and read it in an `unsafe` block";
            errors.on(token, message);
        }
    }
}

fn of_struct(ty: &SourceFfiType, is_empty: bool, errors: &mut Errors) {
    if !ty.repr.c && !ty.repr.transparent {
        let message = "C does not know the order in which Rust lays out fields; add `#[repr(C)]`";
        errors.on(&ty.ident, message);
    }
    if is_empty {
        let message = "C has no empty struct; add a field, or pass a pointer to an opaque type";
        errors.on(&ty.ident, message);
    }
}

fn of_enum(ty: &SourceFfiType, variants: &[Variant], errors: &mut Errors) {
    if !ty.repr.c && ty.repr.number.is_none() {
        let message =
            "C does not know which size Rust gives an enum; add `#[repr(i32)]`, or another integer";
        errors.on(&ty.ident, message);
    }
    if variants.is_empty() {
        let message = "an enum without variants has no value that C could pass; add one";
        errors.on(&ty.ident, message);
    }
    for variant in variants.iter().filter(|variant| !variant.fields.is_empty()) {
        let message = "an enum with fields is a union to C; write a `#[repr(C)]` struct with an enum \
                       that says which of its fields count";
        errors.on(&variant.fields, message);
    }
}
