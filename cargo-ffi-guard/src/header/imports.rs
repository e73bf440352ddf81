//! The functions that a crate declares in `extern "C"` blocks. cbindgen writes them into a header as well.

use super::comments::{is_ignored, kept};
use super::flat::{Flat, TypeScope, Uses};
use super::function::{Function, Parameters};
use super::modules::ModuleId;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{FnArg, ForeignItem, ForeignItemFn, ReturnType};

/// Returns them with their positions. A function that C cannot declare is left out: this library does not have it.
pub(super) fn imports(flat: &mut Flat<'_>) -> Vec<((ModuleId, usize), Function)> {
    let modules = flat.modules;
    let mut found = Vec::new();
    for (module, gate, block) in &modules.foreign {
        let abi = block.abi.name.as_ref().map(syn::LitStr::value);
        if !matches!(abi.as_deref(), None | Some("C" | "C-unwind")) || gate.unknown.is_some() {
            continue;
        }
        for item in &block.items {
            let ForeignItem::Fn(function) = item else { continue };
            let own = modules.conditions().gate_of(&function.attrs, gate);
            let Some(own) = own.filter(|gate| gate.unknown.is_none()) else { continue };
            if is_ignored(&function.attrs) {
                continue;
            }
            if let Some(mut lowered) = import(flat, function, *module) {
                lowered.gate = own;
                found.push(((*module, function.sig.ident.span().byte_range().start), lowered));
            }
        }
    }
    found
}

fn import(flat: &mut Flat<'_>, function: &ForeignItemFn, module: ModuleId) -> Option<Function> {
    let scope = TypeScope::of_module(module);
    let mut uses = Uses::default();
    let mut parameters = Parameters::default();
    for input in &function.sig.inputs {
        let FnArg::Typed(typed) = input else { continue };
        parameters.push(&typed.pat, flat.passed(&typed.ty, &scope, &mut uses).ok()?);
    }
    let output = match &function.sig.output {
        ReturnType::Type(_, ty) => flat.passed(ty, &scope, &mut uses).ok()?.into_token_stream(),
        ReturnType::Default => quote!(()),
    };
    let is_complete = uses.by_value.iter().all(|name| flat.incomplete(name).is_none());
    if !is_complete || !uses.external.is_empty() {
        return None;
    }
    let parameters = parameters.declared();
    let (attrs, name, variadic) =
        (kept(&function.attrs), &function.sig.ident, &function.sig.variadic);
    let source = quote! {
        extern "C" { #(#attrs)* pub fn #name(#(#parameters,)* #variadic) -> #output; }
    };
    let symbol = name.unraw().to_string();
    Some(Function { uses, is_rust_form: false, ..Function::of_library(symbol, source) })
}
