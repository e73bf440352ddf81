//! The type of a callback has the name of a variable.
use ffi_guard::ffi_export;

ffi_guard::ffi_library! { prefix = "shape", vecs = [String] }

#[ffi_guard::unguarded(reason = "a number")]
#[unsafe(no_mangle)]
pub static shape_each_visit: u32 = 1;

#[ffi_export]
pub fn shape_each(visit: &mut dyn FnMut(u32)) {
    visit(1);
}
