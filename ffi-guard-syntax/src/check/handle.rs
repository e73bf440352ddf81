//! The rules for `#[derive(FfiHandle)]`.

use super::name_part;
use crate::errors::Errors;
use crate::model::{HandleOwner, SourceHandle};

/// Checks a type.
pub(crate) fn check(handle: &SourceHandle, errors: &mut Errors) {
    for attr in &handle.inner_attrs {
        let message = "`#[ffi(..)]` has no effect on a field or variant of a handle, which is opaque to C; remove it, \
                       or put it on the type";
        errors.on(attr, message);
    }
    if !handle.generics.params.is_empty() {
        let message = "one symbol frees the objects of one type, which cannot be generic; write a type for C that \
                       holds this one with its parameters";
        errors.on(&handle.generics, message);
    }
    if let Some(name) = &handle.name {
        name_part::check(name, errors);
    }
    if let Some(poison) = handle.poison.as_ref().filter(|_| handle.owner == HandleOwner::Arc) {
        let message = "an object in an `Arc` cannot be poisoned, because Rust may use it without a call of C's; write \
                       `#[ffi_export(poison = STATE)]` on the functions, or `owner = box`";
        errors.on(poison, message);
    }
}
