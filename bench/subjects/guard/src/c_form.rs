//! `#[ffi_export]` on the functions as they were.

macro_rules! body {
    ($fallback:expr, $body:expr) => {
        $body
    };
}

bench_bodies::exports!(guard_c, 21, body, #[ffi_guard::ffi_export(fallback = -1)] #[no_mangle]);
