//! A type that a macro makes under a condition, with a field that has one as well.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

macro_rules! point {
    ($(#[$meta:meta])* $name:ident, $ty:ty, $length:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, ffi_guard::FfiType)]
        #[repr(C)]
        pub struct $name {
            pub x: $ty,
            pub y: $ty,
            #[cfg(feature = "extra")]
            pub more: [$ty; $length],
        }
    };
}

point!(#[cfg(not(feature = "extra"))] Point, i16, 1);
point!(#[cfg(feature = "extra")] Point, i64, 3);

#[ffi_export(fallback = -1)]
pub fn s_y(point: Point) -> i32 { point.y as i32 }
