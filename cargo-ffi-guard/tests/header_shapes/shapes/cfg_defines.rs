//! Conditions that `[defines]` maps, in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Config {
    pub depth: u16,
    #[cfg(feature = "extra")]
    pub verify: u16,
}

#[ffi_export(fallback = 0)]
pub fn s_depth(config: &Config) -> u16 { config.depth }

#[cfg(feature = "extra")]
#[ffi_export(fallback = 0)]
pub fn s_more(n: u16) -> u16 { n }

#[cfg(feature = "extra")]
#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_most(n: u32) -> u32 { n }
