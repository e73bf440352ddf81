//! A parameter that is shadowed by an item of the body is still dropped inside the catch.
use ffi_guard::{ffi_export, last_error};
use std::panic::resume_unwind;

#[repr(C)]
pub struct Bomb(i32);

impl Drop for Bomb {
    fn drop(&mut self) {
        resume_unwind(Box::new("dropped"));
    }
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn hidden(bomb: Bomb) -> i32 {
    fn bomb() -> i32 {
        3
    }
    bomb()
}

fn main() {
    assert_eq!(hidden(Bomb(1)), -1);
    assert_eq!(last_error().unwrap().message(), "dropped");
}
