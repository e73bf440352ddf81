//! Functions that C cannot call. All errors of one function are reported at once.
use ffi_guard::ffi_export;

#[ffi_export(fallback = -1)]
pub async fn asynchronous() -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub const extern "C" fn constant() -> i32 {
    1
}

#[ffi_export(fallback = -1)]
pub fn generic<'a, T, const N: usize>(_first: *const T, _second: Option<&'a i32>) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn opaque(_value: impl Copy) -> impl Copy {
    1
}

#[ffi_export(fallback = -1)]
pub async fn everything<T>(_first: T, #[cfg(unix)] _second: i32, _third: String) -> impl Copy {
    1
}

fn main() {}
