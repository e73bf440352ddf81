//! Structs with lifetime parameters, and references in fields.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{ffi_export};

#[derive(Clone, Copy)]
#[repr(C)]
pub struct View<'a> { pub first: &'a u16, pub count: usize }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_sum(view: View<'_>) -> u32 {
    let values = unsafe { std::slice::from_raw_parts(view.first, view.count) };
    values.iter().map(|value| u32::from(*value)).sum()
}

#[ffi_export(fallback = std::ptr::null())]
#[unsafe(no_mangle)]
pub extern "C" fn s_last<'a>(view: &View<'a>) -> *const u16 { unsafe { std::ptr::from_ref(view.first).add(view.count - 1) } }
