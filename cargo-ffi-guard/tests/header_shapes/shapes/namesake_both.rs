//! Two types of one name, in two modules, and both are in the header.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
mod flat {
    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Point { pub x: i16, pub y: i16 }

    #[ffi_guard::ffi_export(fallback = -1)]
    pub fn s_flat_y(point: Point) -> i16 { point.y }
}

mod deep {
    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Point { pub x: i64, pub y: i64, pub z: i64 }

    #[ffi_guard::ffi_export(fallback = -1)]
    pub fn s_deep_y(point: Point) -> i64 { point.y }
}
