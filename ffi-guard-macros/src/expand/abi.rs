//! The function that returns the version of the ABI.

use super::{describe, symbol};
use ffi_guard_syntax::AbiVersion;
use ffi_guard_syntax::model::{Library, Symbol};
use proc_macro2::{Literal, TokenStream};
use syn::LitStr;

/// Emits the function, if the library names a lock file. It returns 0 if there is no `version` yet. It cannot panic, so it
/// needs no catch.
pub(super) fn expand(
    library: &Library,
    version: Option<AbiVersion>,
    private: &TokenStream,
) -> Option<TokenStream> {
    let (file, symbol) = (library.abi.as_ref()?, Symbol::Whole(library.abi_function()?));
    let (export_name, record) =
        (symbol::export_name(&symbol), symbol::record(private, &symbol, symbol::Origin::Library));
    let signature = tokens!(() -> #private::primitive::u64);
    let description = describe::generated(private, &symbol, symbol::Origin::Library, &signature);
    let dependency = version.map(|_| dependency(file));
    let number = Literal::u64_unsuffixed(version.map_or(0, AbiVersion::number));
    Some(tokens! {
        #dependency
        #export_name
        extern "C" fn abi #signature {
            #record
            #description
            #number
        }
    })
}

/// Emits a constant that makes cargo compile the crate again when the file changes. The artifact does not contain the file.
fn dependency(file: &LitStr) -> TokenStream {
    let file = file.value();
    tokens! {
        const _: &[::core::primitive::u8] = ::core::include_bytes!(
            ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #file)
        );
    }
}
