//! Constants that are strings, with characters that C escapes in another way.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use std::ffi::CStr;

pub const S_NAME: &str = "shape";
pub const S_QUOTED: &str = "a \"b\" \\ c\n";
pub const S_WIDE: &str = "gr\u{fc}n";
pub const S_C: &CStr = c"c string";

#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_length(text: &str) -> usize { text.len() }
