//! Constants of a type under a condition that the header keeps, on a constant and on its block.
ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy)]
#[repr(C)]
pub struct P { pub a: u8 }

impl P {
    #[cfg(feature = "extra")]
    pub const SIZE: u32 = 8;
    #[cfg(not(feature = "extra"))]
    pub const SIZE: u32 = 2;
}

#[cfg(feature = "extra")]
impl P {
    pub const MORE: u32 = 1;
}

#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_size(p: P) -> u32 { P::SIZE + u32::from(p.a) }
