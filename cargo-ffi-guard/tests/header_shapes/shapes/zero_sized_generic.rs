//! A field without size has the alignment of a generic argument. Two parameters have one name.
ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Aligned<T>(pub [T; 0]);

#[derive(Clone, Copy)]
#[repr(C)]
pub struct S<T> { pub align: Aligned<u64>, pub byte: T }

#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_byte(s: S<u8>) -> u8 { s.byte }
