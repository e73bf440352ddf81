//! A raw pointer to a slice is two words, and C has no such type.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[ffi_guard::unguarded(reason = "reads a length")]
#[unsafe(no_mangle)]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn s_length(bytes: *const [u8]) -> usize { bytes.len() }
