//! The rules for the symbol and the ABI, which depend on the form.

use crate::errors::Errors;
use crate::model::{SourceExport, SourceForm, SymbolAttr};
use syn::LitStr;

/// Checks the symbol and the ABI of a function.
pub(super) fn check(source: &SourceExport, errors: &mut Errors) {
    attributes(&source.symbol_attrs, errors);
    match source.form {
        SourceForm::C => in_c_form(source, errors),
        SourceForm::Rust => in_rust_form(source, errors),
        SourceForm::Callback => of_callback(source, errors),
    }
}

/// Rejects a second attribute that names a symbol, and a name that no linker knows.
pub(super) fn attributes(attrs: &[SymbolAttr], errors: &mut Errors) {
    for other in attrs.iter().skip(1) {
        let message = "a function has one symbol; keep one of `no_mangle` and `export_name`";
        errors.on(&other.attribute, message);
    }
    if let Some(name) = attrs.first().and_then(|attr| attr.name.as_ref()?.literal()) {
        literal(name, errors);
    }
}

fn literal(literal: &LitStr, errors: &mut Errors) {
    let name = literal.value();
    if name.is_empty() {
        let message = "the symbol name is empty; write the name by which C calls the function";
        errors.on(literal, message);
    } else if name.contains('\0') {
        let message = "the symbol name contains a NUL byte, which ends a name in C; remove it";
        errors.on(literal, message);
    }
}

/// An `extern "C"` function has its symbol from an attribute.
fn in_c_form(source: &SourceExport, errors: &mut Errors) {
    if let Some((key, _)) = &source.args.name {
        let message = "`name` is for a plain `fn`; \
                       on an `extern` function write `#[unsafe(export_name = \"..\")]`";
        errors.on(key, message);
    }
    if let Some((key, _)) = &source.args.abi {
        let message =
            "`abi` is for a plain `fn`; this function has its ABI in its signature, keep that";
        errors.on(key, message);
    }
    let sig = &source.function.sig;
    abi(sig.abi.as_ref().and_then(|abi| abi.name.as_ref()), errors);
    if source.symbol_attrs.is_empty() {
        let message = "this function has no symbol by which C could call it; \
                       add `#[unsafe(no_mangle)]` or `#[unsafe(export_name = \"..\")]`, \
                       or write a plain `fn`, which gets a C shim of its name beside it \
                       (under a condition: `#[cfg_attr(condition, ffi_export(..), unsafe(no_mangle))]`); \
                       if C gets its address instead, guard it with `#[ffi_callback(..)]`";
        errors.on(&sig.ident, message);
    }
}

/// The shim of a plain `fn` has its symbol from the name of the function, or from the argument `name`.
fn in_rust_form(source: &SourceExport, errors: &mut Errors) {
    if let Some(SymbolAttr { attribute, .. }) = source.symbol_attrs.first() {
        let message = "a plain `fn` keeps its Rust symbol, and its C shim is exported under its name; \
                       remove this attribute (another name: `#[ffi_export(name = \"..\")]`), \
                       or make the function `extern \"C\"`";
        errors.on(attribute, message);
    }
    abi(source.args.abi.as_ref().map(|(_, abi)| abi), errors);
    if let Some(name) = source.args.name.as_ref().and_then(|(_, name)| name.literal()) {
        literal(name, errors);
    }
    // Only a method: a plain function with an ABI is of the C form.
    if let Some(abi) = &source.function.sig.abi {
        let message = "the shim of a method has the C ABI, and the method Rust's; remove `extern`, or give the \
                       function an `#[ffi_export(..)]` and a symbol of its own, or leave it out with `#[ffi(skip)]`";
        errors.on(abi, message);
    }
}

/// A callback has no symbol.
fn of_callback(source: &SourceExport, errors: &mut Errors) {
    if let Some(SymbolAttr { attribute, .. }) = source.symbol_attrs.first() {
        let message = "a callback is passed to C by its address and needs no symbol; remove this attribute, \
                       or export the function with `#[ffi_export(..)]`";
        errors.on(attribute, message);
    }
    let sig = &source.function.sig;
    match &sig.abi {
        Some(written) => abi(written.name.as_ref(), errors),
        None => {
            let message = "C calls a callback by the C ABI, and this function has Rust's; \
                           write `extern \"C\" fn`";
            errors.on(&sig.fn_token, message);
        }
    }
}

/// Rejects an ABI that lets panics out, or that C does not have. `None` is `extern` alone, which means `"C"`.
fn abi(abi: Option<&LitStr>, errors: &mut Errors) {
    let Some(abi) = abi else { return };
    let name = abi.value();
    if name.ends_with("-unwind") {
        let plain = name.trim_end_matches("-unwind");
        let message = format!(
            "the ABI {name:?} lets panics out into the caller, and a guarded function lets none out; \
             write {plain:?}"
        );
        errors.on(abi, &message);
    } else if name == "Rust" || name.starts_with("rust-") {
        let message = format!("C cannot call a function of the ABI {name:?}; write \"C\"");
        errors.on(abi, &message);
    }
}
