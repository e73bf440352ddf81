//! A parameter that exists with a feature. A guarded function cannot have one.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[ffi_guard::unguarded(reason = "adds small numbers")]
#[unsafe(no_mangle)]
pub extern "C" fn s_difference(#[cfg(feature = "extra")] first: u64, a: u8, b: u8) -> u64 {
    #[cfg(not(feature = "extra"))]
    let first = 0;
    first + u64::from(a - b)
}
