//! The rules for an `impl` block.

use super::{export, failure, name_part};
use crate::errors::Errors;
use crate::model::{BlockHead, SourceBlock, SourceExport, SourceSymbol};
use syn::LitStr;

/// Checks a block and its exported functions.
pub(crate) fn check(block: &SourceBlock, errors: &mut Errors) {
    failure::contradictions(&block.args.on_failure, errors);
    failure::closure(&block.args.on_failure, errors);
    head(block, errors);
    for (index, one) in block.exports.iter().enumerate() {
        export::check(one, errors);
        distinct(&block.exports[..index], one, errors);
    }
    useless_attributes(block, errors);
}

/// Rejects a block whose functions cannot be named after its type.
fn head(block: &SourceBlock, errors: &mut Errors) {
    let BlockHead { unsafety, generics, of_trait, ty, .. } = &block.head;
    if let Some(unsafety) = unsafety {
        errors.on(unsafety, "an inherent `impl` cannot be `unsafe`; remove `unsafe`");
    }
    if let Some(span) = of_trait {
        let message = "the functions of a trait have no name of their own in C; write them in an `impl` block of \
                       the type, which calls the trait's, and export that";
        errors.at(*span, message);
    }
    if !generics.params.is_empty() {
        let message = "one symbol is one function, which cannot be generic; write a type for C that holds the \
                       generic one with its parameters, and export the `impl` block of that";
        errors.on(generics, message);
    } else if block.owner.is_none() {
        let message = "the functions of this block are named after its type, which has no plain name; \
                       write a type for C that holds this one, and export the `impl` block of that";
        errors.on(ty, message);
    }
    if let Some((_, name)) = block.args.name.as_ref().filter(|_| block.owner.is_some()) {
        match name {
            SourceSymbol::Literal(name) => name_part::check(name, errors),
            SourceSymbol::Macro(call) => {
                errors.on(call, "expected a string literal: `name = \"counter\"`");
            }
        }
    }
}

/// Rejects two functions of one symbol, which both have by `name`. A function under a condition may not exist.
fn distinct(earlier: &[SourceExport], export: &SourceExport, errors: &mut Errors) {
    let name = |export: &SourceExport| {
        let (_, name) = export.args.name.as_ref()?;
        name.literal().map(LitStr::value)
    };
    let Some(symbol) = name(export) else { return };
    let is_unconditional = |export: &SourceExport| {
        !export.function.attrs.iter().any(|attr| attr.path().is_ident("cfg"))
    };
    let same = |other: &&SourceExport| {
        name(other).as_ref() == Some(&symbol) && is_unconditional(other) && is_unconditional(export)
    };
    if let Some(other) = earlier.iter().find(same) {
        let message = format!(
            "`{}` is exported as `{symbol}` already; write another `name` for this function",
            other.function.sig.ident
        );
        errors.on(&export.function.sig.ident, &message);
    }
}

/// Rejects `#[ffi_export]` on functions that are not exported.
fn useless_attributes(block: &SourceBlock, errors: &mut Errors) {
    for useless in &block.useless_attrs {
        let message = if useless.skip {
            "`#[ffi(skip)]` leaves this function out, and this attribute is for one that is exported; keep one"
        } else {
            "C gets the `pub` functions of this block, and this one is not; add `pub`, or remove the attribute"
        };
        errors.on(&useless.attr, message);
    }
}
