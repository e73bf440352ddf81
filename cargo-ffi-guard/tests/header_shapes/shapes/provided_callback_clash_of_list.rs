//! The type of a callback has the name of a list.
use ffi_guard::ffi_export;

ffi_guard::ffi_library! { prefix = "shape", vecs = [String] }

#[ffi_export]
pub fn shape_vec(string: &mut dyn FnMut(u32)) {
    string(1);
}
