//! An enum with fields and a generic parameter, by value.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;
#[derive(Clone, Copy)]
#[repr(C, u8)]
pub enum Maybe<T> {
    None,
    Some(T, u8),
}
#[unsafe(no_mangle)]
#[ffi_export(fallback = Maybe::None)]
pub extern "C" fn s_none() -> Maybe<u32> { Maybe::None }
#[unsafe(no_mangle)]
#[ffi_export(fallback = Maybe::None)]
pub extern "C" fn s_some(n: u32) -> Maybe<u32> { Maybe::Some(n, 1) }
#[unsafe(no_mangle)]
#[ffi_export(fallback = 0)]
pub extern "C" fn s_get(n: Maybe<u32>) -> u32 {
    match n {
        Maybe::None => 9,
        Maybe::Some(n, one) => n + u32::from(one),
    }
}
