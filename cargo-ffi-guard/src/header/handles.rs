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
