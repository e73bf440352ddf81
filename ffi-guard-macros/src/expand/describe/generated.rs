//! The descriptions of the functions that the macros generate, and of the library.

use super::description::Description;
use super::export::{begin, of_signature, record, since};
use crate::expand::symbol::Origin;
use ffi_guard_syntax::model::{Handle, Library, Symbol};
use proc_macro2::TokenStream;
use syn::Signature;

/// Emits the description of a generated function: `(parameters) -> type`.
pub(in crate::expand) fn generated(
    private: &TokenStream,
    symbol: &Symbol,
    origin: Origin,
    signature: &TokenStream,
) -> Option<TokenStream> {
    describe(private, symbol, origin, signature, "", None)
}

/// Emits the description of a function of a handle: `(parameters) -> type`. `returned` is the role of its result.
pub(in crate::expand) fn of_handle(
    private: &TokenStream,
    symbol: &Symbol,
    signature: &TokenStream,
    returned: &str,
    handle: &Handle,
) -> Option<TokenStream> {
    describe(private, symbol, Origin::Handle, signature, returned, handle.since.as_deref())
}

fn describe(
    private: &TokenStream,
    symbol: &Symbol,
    origin: Origin,
    signature: &TokenStream,
    returned: &str,
    release: Option<&str>,
) -> Option<TokenStream> {
    let sig: Signature = syn::parse2(tokens!(fn generated #signature)).ok()?;
    let mut description = Description::default();
    begin(&mut description, symbol, origin, "C");
    of_signature(&mut description, &sig, &[], returned);
    since(&mut description, release);
    Some(record(private, description))
}

/// Emits the description of the library: its prefix.
pub(in crate::expand) fn library(private: &TokenStream, library: &Library) -> Option<TokenStream> {
    let mut description = Description::default();
    description.json(r#"{"record":"library","prefix":"#).string(&library.prefix);
    Some(record(private, description))
}
