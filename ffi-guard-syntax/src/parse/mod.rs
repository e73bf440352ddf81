//! From tokens to the source types of the model. Reports syntax errors only.

mod error_code;
mod export_args;
mod ffi_attr;
mod ffi_type;
mod function;
mod group;
mod handle;
mod impl_block;
mod library;
mod meta_args;
mod receiver;
mod self_type;
mod since;
mod source_export;
mod symbol_attr;
mod unguarded;

pub(crate) use error_code::parse as error_code;
pub(crate) use ffi_type::parse as ffi_type;
pub(crate) use handle::parse as handle;
pub(crate) use impl_block::{is_block, parse as block};
pub(crate) use library::parse as library;
pub(crate) use source_export::parse as export;
pub(crate) use unguarded::parse as unguarded;

use crate::errors::Errors;
use proc_macro2::TokenStream;
use syn::DeriveInput;

/// Reads the item under a derive.
pub(crate) fn derive_input(item: TokenStream, errors: &mut Errors) -> Option<DeriveInput> {
    errors.keep(syn::parse2(item))
}
