//! A field that exists with a feature, in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Config {
    #[cfg(feature = "extra")]
    pub verify: u64,
    pub depth: u32,
    pub port: u16,
}

#[ffi_export(fallback = 0)]
pub fn s_config_size() -> usize { size_of::<Config>() }

#[ffi_export(fallback = 0)]
pub fn s_mix(config: &Config) -> u32 { config.depth * 100 + u32::from(config.port) }

#[repr(C)]
pub struct Plain {
    pub first: u8,
    #[cfg(feature = "extra")]
    pub middle: [u8; 3],
    pub last: u8,
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_last(plain: Plain) -> u8 { plain.last }
