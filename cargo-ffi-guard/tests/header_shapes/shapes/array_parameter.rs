//! An array by value as a parameter: C would pass a pointer.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[ffi_guard::unguarded(reason = "reads a byte")]
#[unsafe(no_mangle)]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn s_last(bytes: [u8; 4]) -> u8 { bytes[3] }
