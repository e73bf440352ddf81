//! An enum that a macro makes, with numbers that start at an argument.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

macro_rules! codes {
    ($name:ident from $first:literal: $head:ident $(, $tail:ident)*) => {
        #[derive(Clone, Copy, FfiType)]
        #[repr(i16)]
        pub enum $name { $head = $first $(, $tail)* }
    };
}
codes!(Code from 100: Lost, Found, Late);

#[ffi_export(fallback = 0)]
pub fn s_number(code: Code) -> i32 { code as i32 }
