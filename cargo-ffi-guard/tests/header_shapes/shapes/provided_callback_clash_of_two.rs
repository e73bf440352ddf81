//! The types of two callbacks have one name.
use ffi_guard::ffi_export;

ffi_guard::ffi_library! { prefix = "shape", vecs = [String] }

#[ffi_export]
pub fn shape_each(visit_all: &mut dyn FnMut(u8)) {
    visit_all(1);
}

#[ffi_export]
pub fn shape_each_visit(all: &mut dyn FnMut(u32)) {
    all(1);
}
