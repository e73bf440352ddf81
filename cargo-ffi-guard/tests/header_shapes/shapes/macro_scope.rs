//! A macro of a module has the name of one around it, which is called behind the module.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

macro_rules! point {
    ($name:ident) => {
        #[derive(Clone, Copy, ffi_guard::FfiType)]
        #[repr(C)]
        pub struct $name { pub x: i16, pub y: i16 }
    };
}

mod inner {
    macro_rules! point {
        ($name:ident) => {
            #[derive(Clone, Copy, ffi_guard::FfiType)]
            #[repr(C)]
            pub struct $name { pub x: i64, pub y: i64 }
        };
    }
    point!(Inner);

    #[ffi_guard::ffi_export(fallback = -1)]
    pub fn s_inner_y(inner: Inner) -> i64 { inner.y }
}

point!(Outer);

#[ffi_export(fallback = -1)]
pub fn s_outer_y(outer: Outer) -> i16 { outer.y }
