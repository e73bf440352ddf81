//! Types that come into scope by `*`, and by a re-export of `*`.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
mod types {
    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Point { pub x: i8, pub y: i64 }
    pub const LENGTH: usize = 2;
}
mod prelude {
    pub(crate) use crate::types::*;
}

mod exports {
    use super::prelude::*;

    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Line { pub points: [Point; LENGTH] }

    #[ffi_guard::ffi_export(fallback = 0)]
    pub fn s_y(line: &Line) -> i64 { line.points[1].y }
}
