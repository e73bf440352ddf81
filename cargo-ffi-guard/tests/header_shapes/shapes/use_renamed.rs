//! A type that the module of the export imports under another name, which another type of the crate has.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::FfiType;

mod shapes {
    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Rect { pub width: u64, pub height: u64 }
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Area { pub size: u8 }

#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_size(area: Area) -> u8 { area.size }

mod exports {
    use crate::shapes::Rect as Area;

    #[ffi_guard::ffi_export(fallback = 0)]
    pub fn s_product(area: Area) -> u64 { area.width * area.height }
}
