//! A struct without `repr` by value: its layout is Rust's own.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[derive(Clone, Copy)]
pub struct Inner { pub small: u8, pub large: u32 }

#[ffi_guard::unguarded(reason = "reads a field")]
#[unsafe(no_mangle)]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn s_large(inner: Inner) -> u32 { inner.large }
