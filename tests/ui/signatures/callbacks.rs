//! Functions that `#[ffi_callback]` rejects. All errors of one function are reported at once.
use ffi_guard::{ffi_callback, ffi_export};

#[ffi_callback]
fn without_an_abi() {}

#[ffi_callback]
#[unsafe(no_mangle)]
pub extern "C" fn with_a_symbol() {}

#[ffi_callback(fallback = -1)]
#[unsafe(export_name = "named")]
pub extern "C-unwind" fn unwinds(value: String) -> i32 {
    value.len() as i32
}

#[ffi_callback]
extern "C" fn never() -> ! {
    loop {}
}

#[ffi_export]
#[ffi_callback]
#[unsafe(no_mangle)]
pub extern "C" fn both() {}

#[ffi_callback]
#[ffi_export]
extern "C" fn both_the_other_way() {}

struct Server;

impl Server {
    #[ffi_callback]
    extern "C" fn method(&self) {}
}

#[ffi_callback]
async extern "C" fn waits() {}

fn main() {}
