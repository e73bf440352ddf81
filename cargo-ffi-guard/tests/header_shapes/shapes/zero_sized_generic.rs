//! The alignment of a field without size is that of a generic argument, whose parameter has the name of another one.
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
