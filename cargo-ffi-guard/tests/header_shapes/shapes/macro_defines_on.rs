//! A macro with two definitions under a condition that the header keeps.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[cfg(feature = "extra")]
macro_rules! point {
    () => {
        #[repr(C)]
        pub struct Point {
            pub x: u64,
            pub y: u64,
        }
    };
}
#[cfg(not(feature = "extra"))]
macro_rules! point {
    () => {
        #[repr(C)]
        pub struct Point {
            pub x: u16,
            pub y: u16,
        }
    };
}
point!();
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_y(p: *const Point) -> u32 { unsafe { (*p).y as u32 } }
