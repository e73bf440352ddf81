//! A type under the name that the crate gives it for others.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

mod api {
    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Point { pub x: i32, pub y: i16 }
}
pub use api::Point as Place;

#[ffi_export(fallback = -1)]
pub fn s_mix(place: Place, places: &[api::Point]) -> i32 {
    place.x * 100 + i32::from(place.y) * 10 + places.len() as i32
}
