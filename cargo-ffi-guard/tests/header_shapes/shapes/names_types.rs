//! Parameters with the names of types of C and of the library.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
#[allow(non_camel_case_types)]
pub struct place { pub x: i16 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_sum(uint8_t: u8, size_t: u16, place: place, second: place) -> i32 {
    i32::from(uint8_t) + i32::from(size_t) * 10 + i32::from(place.x) * 100 + i32::from(second.x) * 1000
}
