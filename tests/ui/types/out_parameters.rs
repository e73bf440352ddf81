//! Out-parameters that C cannot have, or whose contents C could not free.
use ffi_guard::{FfiHandle, Out, ffi_export};
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "outs", vecs = [u8] }

#[derive(FfiHandle)]
pub struct Owned(i32);

#[ffi_export]
pub fn outs_text(_: Out<'_, String>) {}

#[ffi_export]
pub fn outs_optional_text(_: Option<Out<'_, Option<String>>>) {}

#[ffi_export]
pub fn outs_list(_: Out<'_, Vec<u8>>, _: Out<'_, Vec<u16>>) {}

#[ffi_export]
pub fn outs_share_of_owned(_: Out<'_, Arc<Owned>>) {}

#[ffi_export]
pub fn outs_handle(_: Option<Out<'_, Owned>>) {}

fn main() {}
