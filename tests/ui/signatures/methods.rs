//! Methods, and a plain `fn` in an `impl` block.
use ffi_guard::ffi_export;

pub struct Counter(i32);

impl Counter {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    pub extern "C" fn by_reference(&self) -> i32 {
        self.0
    }

    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    pub extern "C" fn by_box(self: Box<Self>) -> i32 {
        self.0
    }

    #[ffi_export(fallback = -1)]
    pub fn associated(value: i32) -> i32 {
        value
    }
}

fn main() {}
