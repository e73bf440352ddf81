//! A generic transparent struct that becomes an array, passed by value.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Of<T>(pub T);

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_first(hash: Of<[u8; 4]>) -> u8 { hash.0[0] }
