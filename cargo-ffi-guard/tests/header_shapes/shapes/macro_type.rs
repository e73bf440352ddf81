//! Types that a macro of the crate makes: a struct, an alias and an enum.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

macro_rules! flags {
    ($name:ident: $ty:ty) => {
        #[derive(Clone, Copy, FfiType)]
        #[repr(transparent)]
        pub struct $name(pub $ty);
    };
}
flags!(Protection: u32);

macro_rules! record {
    ($(#[$attr:meta])* $name:ident { $($field:ident: $ty:ty),* }) => {
        $(#[$attr])*
        #[derive(Clone, Copy, FfiType)]
        #[repr(C)]
        pub struct $name { $(pub $field: $ty),* }
    };
}
record! {
    /// A range.
    Range { start: u8, length: u32 }
}

#[ffi_export(fallback = 0)]
pub fn s_bits(protection: Protection) -> u32 { protection.0 }

#[ffi_export(fallback = 0)]
pub fn s_end(range: Range) -> u32 { u32::from(range.start) + range.length }
