//! Types that a macro makes by calling another macro, with a length that the macro computes.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

macro_rules! block {
    ($name:ident, $length:expr) => {
        #[derive(Clone, Copy, FfiType)]
        #[repr(C)]
        pub struct $name { pub bytes: [u8; $length], pub end: u8 }
    };
}
macro_rules! blocks {
    ($($name:ident = $length:expr;)*) => { $(block!($name, $length * 2);)* };
}
blocks! {
    Small = 2;
    Large = 4;
}

#[ffi_export(fallback = 0)]
pub fn s_end(small: &Small, large: &Large) -> u32 { u32::from(small.end) * 100 + u32::from(large.end) }
