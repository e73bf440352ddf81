//! Fields without size whose alignment another field has as well, directly and by a generic argument.
ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Aligned<T>(pub [T; 0]);

#[derive(Clone, Copy)]
#[repr(C)]
pub struct S<T> { pub align: Aligned<u64>, pub own: [T; 0], pub byte: u8, pub long: u64, pub value: T }

#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_sum(s: S<u16>) -> u64 { u64::from(s.byte) + s.long + u64::from(s.value) }
