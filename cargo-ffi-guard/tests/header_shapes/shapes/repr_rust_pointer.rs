//! A struct without `repr`, behind pointers only, is opaque.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

pub struct Inner { pub small: u8, pub large: u32 }

#[ffi_export]
pub fn s_inner(large: u32) -> Box<Inner> { Box::new(Inner { small: 1, large }) }

#[ffi_export(fallback = 0)]
pub fn s_take(inner: Box<Inner>) -> u32 { inner.large + u32::from(inner.small) }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_large(inner: *const Inner) -> u32 { unsafe { (*inner).large } }
