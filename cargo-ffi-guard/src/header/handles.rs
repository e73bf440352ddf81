//! The functions that each `#[derive(FfiHandle)]` exports.

use ffi_guard_syntax::model::{Handle, HandleOwner};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The symbol of the function that frees one.
pub(super) fn free(prefix: &str, handle: &Handle) -> String {
    format!("{prefix}_{}_free", handle.name)
}

/// The functions of a handle, each with its symbol.
pub(super) fn functions(prefix: &str, handle: &Handle) -> Vec<(String, TokenStream)> {
    let parameter = syn::parse_str(&handle.name).unwrap_or_else(|_| format_ident!("handle"));
    let mut functions = vec![frees(prefix, handle, &parameter)];
    if handle.poison {
        functions.push(is_poisoned(prefix, handle, &parameter));
        functions.push(clears(prefix, handle, &parameter));
    }
    functions
}

const SAFETY: &str = "The caller must ensure:";

fn frees(prefix: &str, handle: &Handle, parameter: &Ident) -> (String, TokenStream) {
    let ident = &handle.ident;
    let pointer = match handle.owner {
        HandleOwner::Box => quote!(*mut #ident),
        HandleOwner::Arc => quote!(*const #ident),
    };
    let (what, others) = match handle.owner {
        HandleOwner::Box => (
            "Frees it, once; NULL is nothing.",
            format!(
                "- No other call with `{parameter}` runs meanwhile, and none begins afterwards."
            ),
        ),
        HandleOwner::Arc => (
            "Gives one share back, once; NULL is nothing. The last one frees the object.",
            "- No call begins with that share afterwards.".to_owned(),
        ),
    };
    let own = format!(
        "- `{parameter}` is a handle of this library that has not been given back, or is NULL."
    );
    let docs = documented(&[what, "", SAFETY, &own, &others]);
    let symbol = free(prefix, handle);
    let declaration = quote! {
        #docs
        #[unsafe(export_name = #symbol)]
        pub unsafe extern "C" fn declared(#parameter: #pointer) {}
    };
    (symbol, declaration)
}

fn is_poisoned(prefix: &str, handle: &Handle, parameter: &Ident) -> (String, TokenStream) {
    let ident = &handle.ident;
    let own = format!("- `{parameter}` is a handle of this library that has not been given back.");
    let docs = documented(&[
        "Whether a call has panicked that had it, and may have left it inconsistent: others refuse it.",
        "",
        "Returns on failure: `true`.",
        "",
        SAFETY,
        &own,
    ]);
    let symbol = format!("{prefix}_{}_is_poisoned", handle.name);
    let declaration = quote! {
        #docs
        #[unsafe(export_name = #symbol)]
        pub unsafe extern "C" fn declared(#parameter: *const #ident) -> bool {}
    };
    (symbol, declaration)
}

fn clears(prefix: &str, handle: &Handle, parameter: &Ident) -> (String, TokenStream) {
    let ident = &handle.ident;
    let own = format!("- `{parameter}` is a handle of this library that has not been given back.");
    let others = format!("- No other call with `{parameter}` runs meanwhile.");
    let docs = documented(&[
        "Lets calls use it again after a panic, as it is.",
        "",
        SAFETY,
        &own,
        &others,
    ]);
    let symbol = format!("{prefix}_{}_clear_poison", handle.name);
    let declaration = quote! {
        #docs
        #[unsafe(export_name = #symbol)]
        pub unsafe extern "C" fn declared(#parameter: *mut #ident) {}
    };
    (symbol, declaration)
}

fn documented(lines: &[&str]) -> TokenStream {
    let lines =
        lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}
