//! No library, and a macro at the root that could expand to one: rustc reports the error, once for each item.
macro_rules! nothing {
    () => {};
}
nothing! {}

#[derive(ffi_guard::FfiHandle)]
pub struct Thing;

#[ffi_guard::ffi_export]
impl Thing {
    pub fn new() -> Self {
        Self
    }

    #[ffi_export(fallback = 0)]
    pub fn number(&self) -> u32 {
        0
    }
}

fn main() {}
