//! Documentation whose lines end with a backslash, also with comments in the style of C++.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[derive(Clone, Copy, ffi_guard::FfiType)]
#[repr(C)]
pub struct Path {
    /// The share, as in \\server\
    pub share: u8,
    /// The drive, as in C:\
    pub drive: u8,
}

/// Opens C:\
#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_open(path: Path) -> u8 { path.drive }

/// Closes C:\
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_close(n: i32) -> i32 { n }
