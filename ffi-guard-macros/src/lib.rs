//! The macros of `ffi-guard`. Use them through the crate `ffi-guard-runtime`, library `ffi_guard`, which
//! documents them.
//!
//! Each macro is one pass: `ffi_guard_syntax` parses, checks and lowers the tokens, and `expand`, which cannot fail, turns
//! the result into tokens.
#![forbid(unsafe_code)]

mod abi_file;
mod expand;
mod root;

use expand::{Expander, placement, rejected, unguarded_exports};
use ffi_guard_syntax::model::Item;
use proc_macro::TokenStream;

/// See `ffi_guard::ffi_export`.
#[proc_macro_attribute]
pub fn ffi_export(args: TokenStream, item: TokenStream) -> TokenStream {
    match ffi_guard_syntax::parse_item(args.into(), item.clone().into()) {
        Ok(Item::Function(export)) => Expander::new(&export).expand(),
        Ok(Item::Block(block)) => expand::block(&block),
        Err(error) => rejected::item(&error, item.into()),
    }
    .into()
}

/// See `ffi_guard::ffi_callback`.
#[proc_macro_attribute]
pub fn ffi_callback(args: TokenStream, item: TokenStream) -> TokenStream {
    match ffi_guard_syntax::parse_callback(args.into(), item.clone().into()) {
        Ok(callback) => Expander::new(&callback).expand(),
        Err(error) => rejected::item(&error, item.into()),
    }
    .into()
}

/// See `ffi_guard::unguarded`.
#[proc_macro_attribute]
pub fn unguarded(args: TokenStream, item: TokenStream) -> TokenStream {
    match ffi_guard_syntax::parse_unguarded(args.into(), item.clone().into()) {
        Ok(unguarded) => expand::unguarded(unguarded),
        Err(error) => rejected::item(&error, item.into()),
    }
    .into()
}

/// See `ffi_guard::ErrorCode`.
#[proc_macro_derive(ErrorCode, attributes(ffi, code))]
pub fn error_code(item: TokenStream) -> TokenStream {
    match ffi_guard_syntax::parse_error_code(item.into()) {
        Ok(ty) => expand::error_code(&ty),
        Err(error) => error.into_compile_error(),
    }
    .into()
}

/// See `ffi_guard::FfiType`.
#[proc_macro_derive(FfiType, attributes(ffi))]
pub fn ffi_type(item: TokenStream) -> TokenStream {
    match ffi_guard_syntax::parse_ffi_type(item.into()) {
        Ok(ty) => expand::ffi_type(ty),
        Err(error) => error.into_compile_error(),
    }
    .into()
}

/// See `ffi_guard::FfiHandle`.
#[proc_macro_derive(FfiHandle, attributes(ffi))]
pub fn ffi_handle(item: TokenStream) -> TokenStream {
    match ffi_guard_syntax::parse_handle(item.into()) {
        Ok(handle) => expand::handle(&handle),
        Err(error) => error.into_compile_error(),
    }
    .into()
}

/// See `ffi_guard::ffi_library`.
#[proc_macro]
pub fn ffi_library(args: TokenStream) -> TokenStream {
    let expanded = ffi_guard_syntax::parse_library(args.into()).and_then(|library| {
        placement::check()?;
        let unguarded = unguarded_exports::report(&library, root::file());
        // The library is complete without a version, so that other items have no errors of their own.
        let (version, error) = match abi_file::version(&library) {
            Ok(version) => (version, None),
            Err(error) => (None, Some(error.into_compile_error())),
        };
        let mut expanded = expand::library(&library, version, &unguarded);
        expanded.extend(error);
        Ok(expanded)
    });
    expanded.unwrap_or_else(|error| error.into_compile_error()).into()
}

/// A claim of a symbol that `ffi_library!` knows the prefix of.
#[doc(hidden)]
#[proc_macro]
pub fn claim(parts: TokenStream) -> TokenStream {
    expand::claim(parts.into()).into()
}

/// The shadow of the compiler's own attribute. `ffi_library!` brings it into scope, which makes every
/// `#[no_mangle]` of the crate ambiguous, and that is an error at its line. Should a compiler let the
/// shadow win instead, this is what it finds.
#[doc(hidden)]
#[proc_macro_attribute]
pub fn no_mangle(_: TokenStream, item: TokenStream) -> TokenStream {
    rejected::no_mangle(item.into()).into()
}
