//! Without the feature `describe`: no descriptions.

use super::Expander;
use super::symbol::Origin;
use ffi_guard_syntax::model::{Code, ErrorCode, FfiType, Handle, Library, Symbol, Unguarded};
use proc_macro2::TokenStream;

pub(super) const fn export(_: &Expander<'_>) -> Option<TokenStream> {
    None
}

pub(super) const fn unguarded(_: &TokenStream, _: &Unguarded) -> Option<TokenStream> {
    None
}

pub(super) const fn generated(
    _: &TokenStream,
    _: &Symbol,
    _: Origin,
    _: &TokenStream,
) -> Option<TokenStream> {
    None
}

pub(super) const fn of_handle(
    _: &TokenStream,
    _: &Symbol,
    _: &TokenStream,
    _: &str,
    _: &Handle,
) -> Option<TokenStream> {
    None
}

pub(super) const fn library(_: &TokenStream, _: &Library) -> Option<TokenStream> {
    None
}

pub(super) const fn ffi_type(_: &TokenStream, _: &FfiType) -> Option<TokenStream> {
    None
}

pub(super) const fn error_code(_: &TokenStream, _: &ErrorCode, _: &[Code]) -> Option<TokenStream> {
    None
}

pub(super) const fn handle(_: &TokenStream, _: &Handle) -> Option<TokenStream> {
    None
}
