//! Symbols by a macro that has a definition for each of two builds.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[cfg(not(feature = "extra"))]
macro_rules! prefix { ($name:ident) => { concat!("s1_", stringify!($name)) }; }
#[cfg(feature = "extra")]
macro_rules! prefix { ($name:ident) => { concat!("s2_", stringify!($name)) }; }

#[ffi_export(fallback = 0)]
#[unsafe(export_name = prefix!(one))]
pub extern "C" fn one() -> i32 { 1 }

#[ffi_export(fallback = 0)]
#[unsafe(export_name = prefix!(two))]
pub extern "C" fn two(n: i32) -> i32 { n * 2 }

#[ffi_guard::unguarded(reason = "a static runs no code")]
#[unsafe(export_name = prefix!(level))]
pub static LEVEL: i32 = 7;
