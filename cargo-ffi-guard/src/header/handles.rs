//! The handles of a crate, and the functions that each `#[derive(FfiHandle)]` exports.

use super::conditions::Gate;
use super::flat::{Flat, Uses};
use super::function::failure;
use super::modules::Namespace;
use super::rust_text::ident;
use crate::failure::Failure;
use ffi_guard_syntax::lower::is_reserved;
use ffi_guard_syntax::model::{Handle, HandleOwner};
use ffi_guard_syntax::parse_handle;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use std::collections::BTreeMap;

/// A handle and the conditions of its type.
pub(super) struct OwnHandle {
    pub(super) handle: Handle,
    pub(super) gate: Gate,
}

/// Reads the handles of the crate.
pub(super) fn read(flat: &mut Flat<'_>) -> Result<BTreeMap<String, OwnHandle>, Failure> {
    let mut handles = BTreeMap::new();
    for (id, definition) in flat.modules.definitions.iter().enumerate() {
        if !definition.derives("FfiHandle") || !flat.modules.is_own(definition.module) {
            continue;
        }
        let mut handle = parse_handle(definition.item_tokens()).map_err(|error| {
            let what = error.into_iter().next().map_or_else(String::new, |first| first.to_string());
            failure(&definition.place, what, "make the crate compile, then run the command again")
        })?;
        let ids = flat.modules.modules[definition.module]
            .names
            .get(&(Namespace::Type, definition.name.clone()));
        let ids = ids.cloned().unwrap_or_else(|| vec![id]);
        let mut uses = Uses::default();
        let name = flat
            .add(&ids, &mut uses)
            .map_err(|problem| failure(&definition.place, problem.what, problem.next))?;
        handle.ident = ident(&name);
        let gate = definition.gate.clone();
        handles.insert(name, OwnHandle { handle, gate });
    }
    Ok(handles)
}

/// The symbol of the function that frees one.
pub(super) fn free(prefix: &str, handle: &Handle) -> String {
    format!("{prefix}_{}_free", handle.name)
}

/// The functions of a handle, each with its symbol.
pub(super) fn functions(prefix: &str, handle: &Handle) -> Vec<(String, TokenStream)> {
    // `documented` must write the name that the declaration has in C.
    let name = match is_reserved(&handle.name) {
        true => format!("{}_", handle.name),
        false => handle.name.clone(),
    };
    let parameter = syn::parse_str(&name).unwrap_or_else(|_| format_ident!("handle"));
    let mut functions = vec![frees(prefix, handle, &parameter)];
    if handle.owner == HandleOwner::Arc {
        functions.push(shares(prefix, handle, &parameter));
    }
    if handle.poison {
        functions.push(is_poisoned(prefix, handle, &parameter));
        functions.push(clears(prefix, handle, &parameter));
    }
    functions
}

fn frees(prefix: &str, handle: &Handle, parameter: &Ident) -> (String, TokenStream) {
    let ident = &handle.ident;
    let (pointer, what, owned) = match handle.owner {
        HandleOwner::Box => (quote!(*mut #ident), "Frees the object. NULL is a no-op.", "owned"),
        HandleOwner::Arc => (
            quote!(*const #ident),
            "Releases one reference. The last one frees the object. NULL is a no-op.",
            "owned reference",
        ),
    };
    let docs = documented(what, parameter, &[&format!("{owned}, may be NULL")]);
    let symbol = free(prefix, handle);
    let declaration = quote! {
        #docs
        #[unsafe(export_name = #symbol)]
        pub unsafe extern "C" fn declared(#parameter: #pointer) {}
    };
    (symbol, declaration)
}

fn shares(prefix: &str, handle: &Handle, parameter: &Ident) -> (String, TokenStream) {
    let ident = &handle.ident;
    let given =
        format!("@return owned reference: free with {}; NULL on failure", free(prefix, handle));
    let docs =
        documented("Returns another reference to the object.", parameter, &["borrowed", &given]);
    let symbol = format!("{prefix}_{}_share", handle.name);
    let declaration = quote! {
        #docs
        #[unsafe(export_name = #symbol)]
        pub unsafe extern "C" fn declared(#parameter: *const #ident) -> *const #ident {}
    };
    (symbol, declaration)
}

fn is_poisoned(prefix: &str, handle: &Handle, parameter: &Ident) -> (String, TokenStream) {
    let ident = &handle.ident;
    let what =
        "Returns true if a panic may have left the object inconsistent. Calls with it then fail.";
    let docs = documented(what, parameter, &["borrowed", "@return true on failure"]);
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
    let what = "Lets calls use the object again after a panic, as it is.";
    let docs = documented(what, parameter, &["borrowed"]);
    let symbol = format!("{prefix}_{}_clear_poison", handle.name);
    let declaration = quote! {
        #docs
        #[unsafe(export_name = #symbol)]
        pub unsafe extern "C" fn declared(#parameter: *mut #ident) {}
    };
    (symbol, declaration)
}

/// Documents the function and its parameter. The lines behind the first one of `lines` follow as they are.
fn documented(what: &str, parameter: &Ident, lines: &[&str]) -> TokenStream {
    let name = parameter.to_string();
    let parameter = format!(" @param {}  ", name.trim_start_matches("r#"));
    let marks = [parameter.as_str()].into_iter().chain(std::iter::repeat(" "));
    let lines = marks.zip(lines).map(|(mark, line)| format!("{mark}{line}"));
    let what = format!(" {what}");
    quote!(#[doc = #what] #[doc = ""] #(#[doc = #lines])*)
}
