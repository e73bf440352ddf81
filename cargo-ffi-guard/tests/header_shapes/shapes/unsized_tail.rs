//! A pointer to a struct whose last field is a struct with a slice at its end: Rust has two words, C would have one.
#![allow(improper_ctypes_definitions)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }

pub struct Text {
    _count: u32,
    _bytes: [u8],
}
pub struct Line {
    _number: u32,
    _text: Text,
}

#[ffi_guard::unguarded(reason = "does not read")]
#[unsafe(no_mangle)]
pub extern "C" fn s_line(line: *const Line) -> bool { line.is_null() }
