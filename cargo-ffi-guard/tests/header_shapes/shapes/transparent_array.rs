//! A transparent struct around an array, passed by value.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Hash(pub [u8; 4]);

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_first(hash: Hash) -> u8 { hash.0[0] }
