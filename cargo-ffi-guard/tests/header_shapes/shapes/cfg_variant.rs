//! A variant that exists with a feature, which changes the numbers of those after it.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Kind {
    Tcp,
    #[cfg(feature = "extra")]
    Tls,
    Udp,
    Unix,
}

#[ffi_export(fallback = 0)]
pub fn s_letter(kind: Kind) -> u32 {
    u32::from(match kind {
        Kind::Tcp => 'T',
        #[cfg(feature = "extra")]
        Kind::Tls => 'S',
        Kind::Udp => 'U',
        Kind::Unix => 'X',
    })
}
