//! Conditions with `any`, `all` and `not`, on fields, and a `cfg_attr` with another `cfg` in it.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Parts {
    #[cfg(any(feature = "extra", all(windows, target_pointer_width = "16")))]
    pub first: u64,
    #[cfg(not(any(feature = "extra", test)))]
    pub second: u16,
    #[cfg_attr(all(), cfg(not(feature = "extra")))]
    pub third: u32,
    pub last: u8,
}

#[ffi_export(fallback = 0)]
pub fn s_last(parts: Parts) -> u8 { parts.last }
