//! A macro whose second definition replaces the first one under a condition that the header keeps.
ffi_guard::ffi_library! { prefix = "s", quiet = true }

macro_rules! point {
    () => {
        #[derive(Clone, Copy)]
        #[repr(C)]
        pub struct Point { pub x: u16, pub y: u16 }
    };
}
#[cfg(feature = "extra")]
macro_rules! point {
    () => {
        #[derive(Clone, Copy)]
        #[repr(C)]
        pub struct Point { pub x: u64, pub y: u64 }
    };
}
point!();

#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_y(p: Point) -> u32 { p.y as u32 }
