//! The forms, told apart by the attribute, and by the ABI that the author wrote or did not write.

use crate::arguments::Arguments;
use crate::block::Owner;
use crate::errors::Errors;
use crate::function::Function;
use crate::symbol::{self, Attributed, Symbol};
use syn::LitStr;

/// The symbol of an `extern "C"` function comes from its attribute, which it must have.
pub(crate) fn c_symbol(
    arguments: &Arguments,
    attributed: Option<Attributed>,
    function: &Function,
    errors: &mut Errors,
) -> Option<Symbol> {
    if let Some((key, _)) = &arguments.name {
        let message = "`name` is for a plain `fn`; \
                       on an `extern` function write `#[unsafe(export_name = \"..\")]`";
        errors.on(key, message);
    }
    if let Some((key, _)) = &arguments.abi {
        let message =
            "`abi` is for a plain `fn`; this function has its ABI in its signature, keep that";
        errors.on(key, message);
    }
    check_abi(function.sig.abi.as_ref().and_then(|abi| abi.name.as_ref()), errors);
    if attributed.is_none() {
        let message = "this function has no symbol by which C could call it; \
                       add `#[unsafe(no_mangle)]` or `#[unsafe(export_name = \"..\")]`, \
                       or write a plain `fn`, which gets a C shim of its name beside it \
                       (under a condition: `#[cfg_attr(condition, ffi_export(..), unsafe(no_mangle))]`); \
                       if C gets its address instead, guard it with `#[ffi_callback(..)]`";
        errors.on(&function.sig.ident, message);
    }
    attributed?.name.map(Symbol::Whole)
}

/// The symbol of a plain `fn`'s shim is its name, and of a method that of its type and its own under the library's
/// prefix, unless the author gives another.
pub(crate) fn rust_symbol(
    arguments: &Arguments,
    attributed: Option<Attributed>,
    function: &Function,
    owner: Option<&Owner>,
    errors: &mut Errors,
) -> Option<Symbol> {
    if let Some(Attributed { attribute, .. }) = attributed {
        let message = "a plain `fn` keeps its Rust symbol, and its C shim is exported under its name; \
                       remove this attribute (another name: `#[ffi_export(name = \"..\")]`), \
                       or make the function `extern \"C\"`";
        errors.on(attribute, message);
    }
    check_abi(arguments.abi.as_ref().map(|(_, abi)| abi), errors);
    let of_ident = symbol::of_ident(&function.sig.ident);
    match (&arguments.name, owner) {
        (Some((_, name)), _) => symbol::of_literal(name, errors).map(Symbol::Whole),
        (None, None) => Some(Symbol::Whole(of_ident)),
        (None, Some(owner)) => Some(Symbol::UnderPrefix(format!("{}_{of_ident}", owner.name))),
    }
}

/// A callback has no symbol. The name is for the error, and not that of anything a linker knows.
pub(crate) fn callback_name(
    attributed: Option<Attributed>,
    function: &Function,
    errors: &mut Errors,
) -> Option<Symbol> {
    if let Some(Attributed { attribute, .. }) = attributed {
        let message = "a callback is passed to C by its address and needs no symbol; remove this attribute, \
                       or export the function with `#[ffi_export(..)]`";
        errors.on(attribute, message);
    }
    match &function.sig.abi {
        Some(abi) => check_abi(abi.name.as_ref(), errors),
        None => {
            let message = "C calls a callback by the C ABI, and this function has Rust's; \
                           write `extern \"C\" fn`";
            errors.on(function.sig.fn_token, message);
        }
    }
    Some(Symbol::Whole(symbol::of_ident(&function.sig.ident)))
}

/// `None` is `extern` alone, which means `"C"`.
fn check_abi(abi: Option<&LitStr>, errors: &mut Errors) {
    let Some(abi) = abi else { return };
    let name = abi.value();
    if name.ends_with("-unwind") {
        let plain = name.trim_end_matches("-unwind");
        let message = format!(
            "the ABI {name:?} lets panics out into the caller, and a guarded function lets none out; \
             write {plain:?}"
        );
        errors.on(abi, message);
    } else if name == "Rust" || name.starts_with("rust-") {
        errors.on(abi, format!("C cannot call a function of the ABI {name:?}; write \"C\""));
    }
}
