// The shadow does not reach under this attribute; the scan does.
#![no_implicit_prelude]

::ffi_guard::ffi_library! { prefix = "bare" }

#[unsafe(no_mangle)]
pub extern "C" fn without_a_prelude() {}

fn main() {}
