//! A callback field that takes a pointer to its own struct.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Source {
    pub read: Option<unsafe extern "C" fn(source: *mut Source) -> i32>,
    pub left: i32,
}

#[ffi_export(fallback = -1)]
pub fn s_sum(source: &mut Source) -> i32 {
    let mut sum = 0;
    while source.left > 0 {
        let Some(read) = source.read else { break };
        sum += unsafe { read(source) };
    }
    sum
}
