//! Two enums, and two instances of a generic one, whose variants with fields have the same names. The settings put the name of the enum in front.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C, u8)]
pub enum Maybe<T> { None, Some(T, u8) }

#[derive(Clone, Copy)]
#[repr(C)]
pub enum Other { None, Some { a: u64, b: u8 } }

#[unsafe(no_mangle)]
#[ffi_export(fallback = Maybe::None)]
pub extern "C" fn s_some(n: u32) -> Maybe<u32> { Maybe::Some(n, 1) }

#[unsafe(no_mangle)]
#[ffi_export(fallback = Maybe::None)]
pub extern "C" fn s_tiny(n: u8) -> Maybe<u8> { Maybe::Some(n, 2) }

#[unsafe(no_mangle)]
#[ffi_export(fallback = 0)]
pub extern "C" fn s_get(n: Maybe<u32>) -> u32 { match n { Maybe::None => 9, Maybe::Some(n, one) => n + u32::from(one) } }

#[unsafe(no_mangle)]
#[ffi_export(fallback = 0)]
pub extern "C" fn s_small(n: Maybe<u8>) -> u8 { match n { Maybe::None => 9, Maybe::Some(n, two) => n + two } }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_other(other: Other) -> u64 { match other { Other::None => 9, Other::Some { a, b } => a + u64::from(b) } }
