//! The language of the attributes of `ffi-guard`: parses them, checks them, and lowers the items under them to what an
//! expansion or a header needs.
//!
//! Each function below is one pass: `parse` turns tokens into the source types of [`model`] and reports syntax errors;
//! `check` reports broken rules; [`lower`] turns the source types into the public types of [`model`]. Their expansion
//! cannot fail. The macros and `cargo ffi-guard` share this crate. The feature `tool` adds the C declarations of exports.
#![forbid(unsafe_code)]
// docs.rs sets `docsrs`: the items of a feature then name it.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod abi_version;
mod callback_type;
mod check;
mod decimal;
mod errors;
pub mod lower;
pub mod model;
pub mod names;
mod parse;
mod queries;
pub mod tokens;
mod types;

pub use abi_version::AbiVersion;
pub use types::is_plain;

use errors::Errors;
use model::{ErrorCode, Export, FfiType, Handle, Item, Library, SourceForm, Unguarded};
use proc_macro2::TokenStream;
use syn::Result;

/// Reads `#[ffi_export(args)] item`, where the item is a function or an `impl` block.
///
/// # Errors
///
/// All errors in the arguments and in the item, combined into one.
pub fn parse_item(args: TokenStream, item: TokenStream) -> Result<Item> {
    if !parse::is_block(&item) {
        return parse_function(args, item).map(|export| Item::Function(Box::new(export)));
    }
    let mut errors = Errors::default();
    let block = parse::block(args, item, &mut errors);
    if let Some(block) = &block {
        check::block(block, &mut errors);
    }
    let block = block.and_then(lower::block);
    errors.finish(block.map(|block| Item::Block(Box::new(block))))
}

/// Reads `#[ffi_export(args)] item`, where the item is a function.
///
/// # Errors
///
/// All errors in the arguments and in the function, combined into one.
pub fn parse_function(args: TokenStream, item: TokenStream) -> Result<Export> {
    export(SourceForm::Rust, args, item)
}

/// Reads `#[ffi_callback(args)] item`.
///
/// # Errors
///
/// All errors in the arguments and in the function, combined into one.
pub fn parse_callback(args: TokenStream, item: TokenStream) -> Result<Export> {
    export(SourceForm::Callback, args, item)
}

fn export(form: SourceForm, args: TokenStream, item: TokenStream) -> Result<Export> {
    let mut errors = Errors::default();
    let source = parse::export(form, args, item, &mut errors);
    if let Some(source) = &source {
        check::export(source, &mut errors);
    }
    errors.finish(source.map(lower::export))
}

/// Reads `#[unguarded(args)] item`.
///
/// # Errors
///
/// All errors in the arguments and in the item, combined into one.
pub fn parse_unguarded(args: TokenStream, item: TokenStream) -> Result<Unguarded> {
    let mut errors = Errors::default();
    let source = parse::unguarded(args, item, &mut errors);
    if let Some(source) = &source {
        check::unguarded(source, &mut errors);
    }
    errors.finish(source.and_then(lower::unguarded))
}

/// Reads the arguments of `ffi_library! { args }`.
///
/// # Errors
///
/// All errors in the arguments, combined into one.
pub fn parse_library(args: TokenStream) -> Result<Library> {
    let mut errors = Errors::default();
    let source = parse::library(args, &mut errors);
    check::library(&source, &mut errors);
    errors.finish(lower::library(source))
}

/// Reads the item under `#[derive(FfiHandle)]`.
///
/// # Errors
///
/// All reasons why the type cannot be a handle, combined into one error.
pub fn parse_handle(item: TokenStream) -> Result<Handle> {
    let mut errors = Errors::default();
    let source = parse::derive_input(item, &mut errors);
    let handle = source.map(|input| parse::handle(input, &mut errors));
    if let Some(handle) = &handle {
        check::handle(handle, &mut errors);
    }
    errors.finish(handle.map(lower::handle))
}

/// Reads the item under `#[derive(ErrorCode)]`.
///
/// # Errors
///
/// All reasons why the codes of the type are not known, combined into one error.
pub fn parse_error_code(item: TokenStream) -> Result<ErrorCode> {
    let mut errors = Errors::default();
    let source = parse::derive_input(item, &mut errors);
    let ty = source.map(|input| parse::error_code(input, &mut errors));
    if let Some(ty) = &ty {
        check::error_code(ty, &mut errors);
    }
    errors.finish(ty.and_then(lower::error_code))
}

/// Reads the item under `#[derive(FfiType)]`.
///
/// # Errors
///
/// All reasons why C cannot declare the type, combined into one error.
pub fn parse_ffi_type(item: TokenStream) -> Result<FfiType> {
    let mut errors = Errors::default();
    let source = parse::derive_input(item, &mut errors);
    let ty = source.map(|input| parse::ffi_type(input, &mut errors));
    if let Some(ty) = &ty {
        check::ffi_type(ty, &mut errors);
    }
    errors.finish(ty.and_then(lower::ffi_type))
}
