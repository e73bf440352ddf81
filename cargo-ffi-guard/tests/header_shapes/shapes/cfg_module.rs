//! Modules of one name under exclusive conditions, each with a type and a function.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[cfg(feature = "extra")]
mod system {
    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Id { pub high: u64, pub low: u64 }

    #[ffi_guard::ffi_export(fallback = 0)]
    pub fn s_low(id: Id) -> u64 { id.high - id.low }
}

#[cfg(not(feature = "extra"))]
mod system {
    #[derive(Clone, Copy, ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Id { pub low: u32 }

    #[ffi_guard::ffi_export(fallback = 0)]
    pub fn s_low(id: Id) -> u32 { id.low }
}
