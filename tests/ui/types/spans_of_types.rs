//! Errors about a type underline its name, or all of it.

use ffi_guard::{CallbackError, ffi_export};
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "spans", vecs = [u8] }

pub mod inside {
    #[derive(ffi_guard::FfiHandle)]
    #[ffi(owner = arc)]
    pub struct Shared(u32);

    #[derive(ffi_guard::FfiHandle)]
    pub struct Counter(u32);

    pub struct Unknown;
}

#[ffi_export]
pub fn spans_given(
    _: &mut dyn FnMut(Box<inside::Shared>, Arc<inside::Counter>) -> Box<inside::Shared>,
) {
}

#[ffi_export]
pub fn spans_lent(
    _: &mut dyn FnMut(&inside::Shared, &[&inside::Shared], &Arc<inside::Counter>),
) {
}

#[ffi_export]
pub fn spans_fallible(_: &mut dyn FnMut() -> Result<inside::Unknown, CallbackError>) {}

#[ffi_export]
pub fn spans_lists(_: Vec<Box<inside::Shared>>, _: &[&inside::Unknown], _: &[inside::Unknown]) {}

#[ffi_export]
pub fn spans_returned() -> Vec<Box<inside::Shared>> {
    Vec::new()
}

#[ffi_export]
pub fn spans_view() -> &'static inside::Unknown {
    &inside::Unknown
}

#[ffi_export]
pub fn spans_pointers(_: &mut dyn FnMut(*const inside::Counter), _: extern "C" fn(*mut inside::Counter)) {}

fn main() {}
