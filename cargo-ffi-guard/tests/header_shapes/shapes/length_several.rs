//! The length of an array is a constant of a type that has a value under each of two conditions.
ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy)]
#[repr(C)]
pub struct P { pub all: [u8; P::SIZE] }

impl P {
    #[cfg(feature = "extra")]
    pub const SIZE: usize = 8;
    #[cfg(not(feature = "extra"))]
    pub const SIZE: usize = 2;
}

#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_first(p: P) -> u8 { p.all[0] }
