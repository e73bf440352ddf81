//! Macros that expand to an empty symbol, which no linker accepts.
use ffi_guard::unguarded;

macro_rules! empty {
    () => {
        ""
    };
}

#[unguarded(reason = "returns its argument")]
#[unsafe(export_name = empty!())]
pub extern "C" fn bare(value: i32) -> i32 {
    value
}

#[unguarded(reason = "a static cannot panic")]
#[unsafe(export_name = empty!())]
pub static NUMBER: i32 = 4;

fn main() {}
