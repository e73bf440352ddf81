// The shadowing attribute is not in scope under this attribute; the scan still finds the export.
#![no_implicit_prelude]

::ffi_guard::ffi_library! { prefix = "bare" }

#[unsafe(no_mangle)]
pub extern "C" fn without_a_prelude() {}

fn main() {}
