//! The type of a callback has the name of a function.
use ffi_guard::ffi_export;

ffi_guard::ffi_library! { prefix = "shape" }

#[ffi_export]
pub fn shape_each(visit: &mut dyn FnMut(u32)) {
    visit(1);
}

#[ffi_export]
pub fn shape_each_visit() {}
