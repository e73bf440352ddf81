//! A type in a private module, by glob imports of two modules, beside a namesake.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
mod a {
    pub mod prelude {
        pub use super::super::b::*;
    }
}
mod b {
    mod c {
        #[derive(Clone, Copy, ffi_guard::FfiType)]
        #[repr(C)]
        pub struct P {
            pub a: u8,
            pub b: u8,
        }
    }
    pub use c::P;
    pub struct Q;
}
use a::prelude::*;
#[allow(dead_code)]
mod z {
    pub struct P {
        pub x: u64,
    }
}
#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_b(p: P) -> u8 {
    let _ = Q;
    p.b
}
