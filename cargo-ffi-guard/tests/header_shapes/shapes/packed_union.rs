//! A packed union inside of a packed struct.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[derive(Clone, Copy)]
#[repr(C, packed)]
pub union U {
    pub small: u8,
    pub large: u64,
}
#[derive(Clone, Copy)]
#[repr(C, packed)]
pub struct V {
    pub last: u8,
    pub u: U,
}
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_sum(v: *const V) -> u64 { unsafe { (*v).u.large + u64::from((*v).last) } }
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_align() -> usize { align_of::<V>() }
