//! A field without size in a struct of its own still has an alignment.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[repr(C)]
pub struct Aligned([u64; 0]);

#[repr(C)]
pub struct S {
    pub align: Aligned,
    pub bytes: [u8; 8],
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_align(s: *const S) -> usize {
    let _ = s;
    align_of::<S>()
}
