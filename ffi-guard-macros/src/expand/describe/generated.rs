//! The descriptions of the functions that the macros generate, of the library, and of codes.

use super::description::Description;
use super::export::{begin, of_signature, record, since};
use crate::expand::symbol::Origin;
use ffi_guard_syntax::model::{Code, ErrorCode, Handle, Library, Symbol};
use ffi_guard_syntax::names::unraw;
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
    of_signature(&mut description, &sig, returned, None);
    since(&mut description, release);
    Some(record(private, description))
}

/// Emits the description of the library: its prefix, and the type with its codes.
pub(in crate::expand) fn library(private: &TokenStream, library: &Library) -> Option<TokenStream> {
    let mut description = Description::default();
    description.json(r#"{"record":"library","prefix":"#).string(&library.prefix);
    if let Some(codes) = &library.codes {
        description.json(r#","codes":""#);
        description.characters(&tokens!(<#codes as #private::NamedCodes>::PATH));
        description.json("\"");
    }
    Some(record(private, description))
}

/// Emits the description of an enum of codes.
pub(in crate::expand) fn error_code(
    private: &TokenStream,
    ty: &ErrorCode,
    codes: &[Code],
) -> Option<TokenStream> {
    let mut description = Description::default();
    let name = unraw(&ty.ident);
    description.json(r#"{"record":"codes","path":""#);
    description.characters(&tokens!(::core::concat!(::core::module_path!(), "::", #name)));
    description.json(r#"","codes":["#);
    for (index, code) in codes.iter().enumerate() {
        let (name, number) = (unraw(&code.ident), code.number);
        description.json(if index == 0 { r#"{"name":"# } else { r#",{"name":"# }).string(&name);
        description.json(&format!(r#","value":{number}}}"#));
    }
    description.json("]");
    Some(record(private, description))
}
