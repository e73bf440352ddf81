//! A function that never returns cannot have a fallback.
use ffi_guard::ffi_export;

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn nothing_said() -> ! {
    loop {}
}

#[ffi_export(fallback = loop {})]
pub fn fallback_said() -> ! {
    loop {}
}

fn main() {}
