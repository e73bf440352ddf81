//! A variant under a condition that `[defines]` maps: an `#if` in the header.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Kind {
    Tcp,
    #[cfg(feature = "extra")]
    Tls,
    Udp,
}

#[ffi_export(fallback = 0)]
pub fn s_number(kind: Kind) -> u8 { kind as u8 }
